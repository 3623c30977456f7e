import type { Day } from '../calendar/day'
import { allocate } from '../money/allocate'
import type { CompiledLadder } from '../program/compile'
import type { AmountRow, LadderStanding } from '../state'
import type { Decisions } from '../trace'

type By = { cause: string; version: string; day: Day; store: string | null }

/** Writes one row of the growth ledger and brings the account up to it. */
function post(ladder: string, standing: LadderStanding, amount: number, by: By, rule: string | null, out: Decisions): void {
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
}

/**
 * Cuts growth back by so much, of which there is no less: each date loses its share of what it brought, so that no
 * window ever misses more than it had seen.
 */
export function cutBack(ladder: CompiledLadder, standing: LadderStanding, goes: number, by: By, out: Decisions): void {
  post(ladder.id, standing, -goes, by, null, out)
  const { base, from, growthDays: rows } = standing
  const counts = ladder.gauge.measure === 'growth' && ladder.column !== null
  const parts = allocate(
    goes,
    rows.map((row) => Math.max(0, row[1])),
  )
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as AmountRow
    const part = parts[place] as number
    row[1] -= part
    if (counts && place >= standing.head) standing.sum -= part
    // What lay before the entry of a tier on its very date is the first of that date to go.
    if (base?.growth !== undefined && row[0] === from) base.growth -= Math.max(0, Math.min(part, base.growth))
  }
}

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
  post(ladder, standing, amount, by, rule, out)
  const rows = standing.growthDays
  let place = rows.length - 1
  while (place >= 0 && (rows[place] as AmountRow)[0] > day) place--
  if (place >= 0 && (rows[place] as AmountRow)[0] === day) (rows[place] as AmountRow)[1] += amount
  else if (++place === rows.length) rows.push([day, amount])
  else rows.splice(place, 0, [day, amount])
  return place
}
