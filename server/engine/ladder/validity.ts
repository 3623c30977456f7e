import { addMonths, type Day } from '../calendar/day'
import { periodEnd } from '../calendar/period'
import type { CompiledLadder } from '../program/compile'
import type { Validity } from './ladder'

/** Whether a tier has an end at all: never where tiers are worked out daily or held for ever, nor on the tier that everyone has. */
function ends(ladder: CompiledLadder, rank: number): boolean {
  const { kind } = ladder.spec.validity
  if (kind === 'none' || kind === 'forever' || rank < 0) return false
  // Until semantics 2 the lowest tier had no end, whatever its threshold.
  return ladder.semantics >= 2 ? ladder.tiers[rank]?.threshold !== 0 : rank > 0
}

/** The last day of the first validity of a tier entered on `day`; null when it has no end. */
export function validUntil(ladder: CompiledLadder, rank: number, day: Day): Day | null {
  if (!ends(ladder, rank)) return null
  const { validity } = ladder.spec
  switch (validity.kind) {
    case 'none':
    case 'forever':
      return null
    case 'months':
      return addMonths(day, validity.months)
    case 'days':
      return day + validity.days
    case 'period': {
      const end = periodEnd(validity.period, day)
      return (validity.next ? periodEnd(validity.period, end + 1) : end) + (validity.extraDays ?? 0)
    }
  }
}

/** The end of the validity that follows one which ended on `until`, far enough to hold on `day`: whole periods from the day of entry. */
export function renewedUntil(validity: Validity, anchor: Day, until: Day, day: Day): Day {
  let end = until
  switch (validity.kind) {
    case 'none':
    case 'forever':
      break
    case 'months':
      for (let periods = 1; end < day; periods++) end = Math.max(end, addMonths(anchor, validity.months * periods))
      break
    case 'days':
      while (end < day) end += validity.days
      break
    case 'period': {
      const extra = validity.extraDays ?? 0
      while (end < day) end = periodEnd(validity.period, end - extra + 1) + extra
    }
  }
  return end
}
