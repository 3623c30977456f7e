import type { Day } from '../calendar/day'
import type { AmountRow, LadderStanding } from '../state'
import type { Decisions } from '../trace'

type By = { cause: string; version: string; day: Day; store: string | null }

/**
 * Adds growth to one ladder's account on a local date (below zero takes it away) and returns the place of that date's
 * row. The account is one signed balance: no lots, no debt.
 */
export function growTo(
  ladder: string,
  standing: LadderStanding,
  amount: number,
  day: Day,
  by: By,
  rule: string | null,
  out: Decisions,
): number {
  out.movements.push({
    unit: `growth:${ladder}`,
    amount: Math.abs(amount),
    from: amount > 0 ? 'issued' : 'balance',
    to: amount > 0 ? 'balance' : 'reversed',
    lot: null,
    cause: by.cause,
    rule,
    version: by.version,
    day: by.day,
    store: by.store,
  })
  standing.growth += amount
  const rows = standing.growthDays
  let place = rows.length - 1
  while (place >= 0 && (rows[place] as AmountRow)[0] > day) place--
  if (place >= 0 && (rows[place] as AmountRow)[0] === day) (rows[place] as AmountRow)[1] += amount
  else if (++place === rows.length) rows.push([day, amount])
  else rows.splice(place, 0, [day, amount])
  return place
}
