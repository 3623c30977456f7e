import type { CustomEvent, CustomField } from '../program/custom'
import type { ProgramDocument } from '../program/document'

export type Language = 'zh' | 'en'

/** How figures and names are written here: given by the shell, for the engine knows no currency signs and no stores. */
export type Surround = {
  language: Language
  /** Money from whole minor units. */
  money: (minor: number) => string
  count: (n: number) => string
  /** The merchant's name for points. */
  pointsName: string
  /** The name of a store, or nothing for one that is not known. */
  store: (id: string) => string | undefined
  /** The name of a coupon template, where coupons can be named. */
  coupon?: (template: string) => string | undefined
}

/** The same with what rules may name: tiers, lowest first, and the merchant's own fields and events. */
export type Wording = Surround & {
  tiers: readonly { id: string; name: string }[]
  fields: readonly CustomField[]
  events: readonly CustomEvent[]
  /** All ladders, where what stands on others than the primary one can be named. */
  ladders?: readonly LadderNames[]
}

/** A ladder and its tiers by name. */
export type LadderNames = { id: string; name: string; primary: boolean; tiers: readonly { id: string; name: string }[] }

/** The names of the ladders of a document. */
export const ladderNames = (ladders: ProgramDocument['ladders']): LadderNames[] =>
  ladders.map(({ id, name, primary, tiers }) => ({ id, name, primary, tiers: tiers.map((tier) => ({ id: tier.id, name: tier.name })) }))

/** The wording in which the rules of one document are told. */
export const wordingOf = (
  surround: Surround,
  document: Pick<ProgramDocument, 'ladders'> & Partial<Pick<ProgramDocument, 'fields' | 'events'>>,
): Wording => ({
  ...surround,
  fields: document.fields ?? [],
  events: document.events ?? [],
  ladders: ladderNames(document.ladders),
  tiers: (document.ladders.find((l) => l.primary) ?? document.ladders[0])?.tiers.map(({ id, name }) => ({ id, name })) ?? [],
})

/** So many points, in the merchant's word; an English plural loses its s at one. */
export const pointsText = (points: number, w: Surround): string =>
  `${w.count(points)} ${w.language === 'en' && points === 1 ? w.pointsName.replace(/s$/, '') : w.pointsName}`

/** Basis points as a percentage: 1,250 is `12.5%`. */
export const percentText = (bps: number): string => `${Number((bps / 100).toFixed(2))}%`

/** Basis points as a factor: 30,000 is `3`. */
export const factorText = (bps: number): string => String(Number((bps / 10_000).toFixed(2)))

/** A date in words: `2024-01-31` is `2024 年 1 月 31 日`, or `31 January 2024`. */
export function dateText(iso: string, language: Language): string {
  const [year = 0, month = 0, date = 0] = iso.split('-').map(Number)
  return language === 'zh' ? `${year} 年 ${month} 月 ${date} 日` : `${date} ${months[month - 1]} ${year}`
}

/** A day of each year: `12 月 31 日`, or `31 December`. */
export const dayOfYearText = (month: number, date: number, language: Language): string =>
  language === 'zh' ? `${month} 月 ${date} 日` : `${date} ${months[month - 1]}`

/** A month of each year: `12 月`, or `December`. */
export const monthText = (month: number, language: Language): string => (language === 'zh' ? `${month} 月` : `${months[month - 1]}`)

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** So many days or months, in English with its s. */
export const unitsText = (count: number, unit: 'day' | 'month', w: Surround): string =>
  w.language === 'zh' ? `${w.count(count)} ${unit === 'day' ? '天' : '个月'}` : `${w.count(count)} ${unit}${count === 1 ? '' : 's'}`

/** The first letter of a clause that begins a sentence. */
export const capital = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`
