import type { Tier } from '@/server/engine/ladder/ladder'
import type { ProgramDocument } from '@/server/engine/program/document'
import { SEMANTICS } from '@/server/engine/program/document'
import type { Language } from '@/server/engine/sentence/wording'
import { minorDigits } from '@/server/platform/money-text'

/** For whom a template is generated. */
export type TemplateTerms = { language: Language; currency: string; timeZone: string }

/** One ready program, generated in the tenant's language and currency. */
export type Template = (terms: TemplateTerms) => ProgramDocument

// A template's amounts are written in yuan. Elsewhere the same habits cost other figures; these factors keep them round.
const factors: Record<string, number> = {
  CNY: 1,
  HKD: 1,
  MOP: 1,
  TWD: 5,
  JPY: 20,
  KRW: 200,
  VND: 4000,
  THB: 5,
  MYR: 0.5,
  SGD: 0.2,
  USD: 0.2,
  EUR: 0.2,
  GBP: 0.2,
  AUD: 0.2,
  CAD: 0.2,
}

/** What a template writes its terms with: words by language, amounts in whole minor units, one unit of money for rates. */
export function vocabularyOf({ language, currency, timeZone }: TemplateTerms) {
  const minor = 10 ** minorDigits(currency)
  const factor = factors[currency] ?? 0.2
  return {
    frame: { semantics: SEMANTICS, timeZone, currency } as const,
    /** The word in the tenant's language. */
    say: (zh: string, en: string): string => (language === 'zh' ? zh : en),
    /** A threshold, given in yuan. */
    amount: (yuan: number): number => Math.round(yuan * factor * minor),
    /** The money for which one point is given: one unit, or about as much where the unit is small. */
    unit: factor >= 5 ? Math.round(factor * minor) : minor,
  }
}

type Look = Pick<Tier, 'color' | 'icon'>
/** Colours of rungs, from plain to precious; each is readable on light and on dark. */
export const looks = {
  plain: { color: '#6b7280', icon: 'star' },
  silver: { color: '#64748b', icon: 'ribbon' },
  gold: { color: '#b7791f', icon: 'crown' },
  diamond: { color: '#0e7490', icon: 'gem' },
  rose: { color: '#be185d', icon: 'heart' },
  leaf: { color: '#15803d', icon: 'leaf' },
  fire: { color: '#c2410c', icon: 'fire' },
  violet: { color: '#6d28d9', icon: 'trophy' },
} as const satisfies Record<string, Look>
