import { type Day, dayOf, weekdayOf } from '../calendar/day'
import { periodStart } from '../calendar/period'
import type { CounterTerms } from './benefit'
import type { HeldGrant } from './held'

/** The first date of the period that a use on a date counts in; of all time, the beginning of dates. */
export function usesFrom(per: CounterTerms['per'], day: Day): Day {
  switch (per) {
    case 'day':
      return day
    case 'week':
      return day - weekdayOf(day) + 1
    case 'ever':
      return 0
    default:
      return periodStart(per, day)
  }
}

/** A counter-verified benefit as one member has it: how often in a period, by the grant that allows most. */
export type CounterBenefit = { benefit: HeldGrant['benefit']; counter: CounterTerms; uses: number }

/** The counter-verified benefits among what a member has, each once. */
export function counterBenefits(grants: readonly HeldGrant[]): CounterBenefit[] {
  const held = new Map<string, CounterBenefit>()
  for (const { benefit, terms } of grants) {
    const { counter } = benefit.spec
    if (!counter) continue
    const uses = terms.uses ?? counter.uses
    const known = held.get(benefit.id)
    if (known === undefined) held.set(benefit.id, { benefit, counter, uses })
    else if (known.uses < uses) known.uses = uses
  }
  return [...held.values()]
}

/** Why a counter-verified benefit cannot be had on a date, at a store where one is named, whatever was had of it before. */
export function whyNotHad(
  { from, until, stores }: CounterTerms,
  day: Day,
  store: string | null,
): 'not_yet' | 'over' | 'other_store' | null {
  if (from !== undefined && day < dayOf(from)) return 'not_yet'
  if (until !== undefined && day > dayOf(until)) return 'over'
  return store !== null && stores !== undefined && !stores.includes(store) ? 'other_store' : null
}

/** The lowest place that is free among those taken, from 1; nothing when all that are allowed are taken. */
export function freePlace(taken: readonly number[], uses: number): number | null {
  const held = new Set(taken)
  for (let place = 1; place <= uses; place++) if (!held.has(place)) return taken.length < uses ? place : null
  return null
}
