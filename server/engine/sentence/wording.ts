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
}

/** The same with what rules may name: tiers, lowest first, and the merchant's own fields and events. */
export type Wording = Surround & {
  tiers: readonly { id: string; name: string }[]
  fields: readonly CustomField[]
  events: readonly CustomEvent[]
}

/** The wording in which the rules of one document are told. */
export const wordingOf = (
  surround: Surround,
  document: Pick<ProgramDocument, 'ladders'> & Partial<Pick<ProgramDocument, 'fields' | 'events'>>,
): Wording => ({
  ...surround,
  fields: document.fields ?? [],
  events: document.events ?? [],
  tiers: (document.ladders.find((l) => l.primary) ?? document.ladders[0])?.tiers.map(({ id, name }) => ({ id, name })) ?? [],
})

/** So many points, in the merchant's word; an English plural loses its s at one. */
export const pointsText = (points: number, w: Surround): string =>
  `${w.count(points)} ${w.language === 'en' && points === 1 ? w.pointsName.replace(/s$/, '') : w.pointsName}`

/** Basis points as a percentage: 1,250 is `12.5%`. */
export const percentText = (bps: number): string => `${Number((bps / 100).toFixed(2))}%`

/** Basis points as a factor: 30,000 is `3`. */
export const factorText = (bps: number): string => String(Number((bps / 10_000).toFixed(2)))
