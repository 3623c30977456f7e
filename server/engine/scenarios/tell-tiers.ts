import { expect } from 'vitest'
import type { LadderSpec } from '../ladder/ladder'
import type { ProgramDocument } from '../program/document'
import type { StoredEventBody } from '../vocabulary'
import { FieldMember, type FieldTier, fieldProgram, order } from './field'

const rungs: FieldTier[] = [
  ['Base', 0],
  ['Silver', 100_00],
  ['Gold', 500_00],
]
/** A member of a program with one ladder. */
export const member = (spec: Partial<LadderSpec>, tiers: readonly FieldTier[] = rungs, over: Partial<ProgramDocument> = {}) =>
  new FieldMember(fieldProgram({ tiers, spec, ...over }))

/** What happens, by date, and then the tier on the morning of each date asked for. */
export type Story = [what: [date: string, body: StoredEventBody][], seen: [date: string, tier: string | null][]]

/** Tells a story to a member and compares what is seen. */
export function tellAll(one: FieldMember, [what, seen]: Story): void {
  const all = [
    ...what.map(([date, body]) => ({ date, body, tier: undefined })),
    ...seen.map(([date, tier]) => ({ date, body: undefined, tier })),
  ]
  for (const { date, body, tier } of all.sort((a, b) => (a.date === b.date ? (a.body ? 1 : -1) : a.date < b.date ? -1 : 1))) {
    if (body) one.on(date, body)
    else expect([date, one.at(date).tier]).toEqual([date, tier])
  }
}

export const bought = (date: string, units: number): [string, StoredEventBody] => [date, order(date, units)]
