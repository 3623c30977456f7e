import { addMonths, type Day } from '../calendar/day'
import { availablePoints, type Lot, type Standing } from '../state'
import type { Account, Decisions } from '../trace'
import type { Taken } from '../vocabulary'
import type { PointsPolicy } from './policy'

/** In whose name rows are written. */
export type Cause = { cause: string; version: string; day: Day; store: string | null }

/** Writes one row of the points ledger; nothing for nothing. */
function post(out: Decisions, by: Cause, amount: number, from: Account, to: Account, lot: string | null, rule: string | null): void {
  if (amount > 0) out.movements.push({ unit: 'points', amount, from, to, lot, rule, ...by })
}

/** The last day a lot earned on `day` can be spent; null for ever. */
export function expiresOn(policy: PointsPolicy, day: Day): Day | null {
  switch (policy.expiry.kind) {
    case 'never':
      return null
    case 'rolling':
      return policy.expiry.unit === 'days' ? day + policy.expiry.count : addMonths(day, policy.expiry.count)
  }
}

/** Earliest expiry first, then age: the order in which lots are spent. */
function place(lots: Lot[], lot: Lot): void {
  let i = lots.length
  while (i > 0 && comesBefore(lot, lots[i - 1] as Lot)) i--
  lots.splice(i, 0, lot)
}
function comesBefore(a: Lot, b: Lot): boolean {
  const [x, y] = [a.expires ?? Number.POSITIVE_INFINITY, b.expires ?? Number.POSITIVE_INFINITY]
  return x !== y ? x < y : a.earned < b.earned
}

/** Gives points as one lot: debt is repaid first, the rest becomes active. `parts` says which rule gave how much. */
export function credit(
  standing: Standing,
  out: Decisions,
  by: Cause,
  lot: { id: string; expires: Day | null },
  parts: readonly (readonly [rule: string | null, amount: number])[],
  from: 'issued' | 'adjusted',
): void {
  let active = 0
  for (const [rule, amount] of parts) {
    const repaid = Math.min(amount, -standing.debt)
    standing.debt += repaid
    post(out, by, repaid, from, 'debt', null, rule)
    post(out, by, amount - repaid, from, 'active', lot.id, rule)
    active += amount - repaid
  }
  if (active > 0) place(standing.lots, { id: lot.id, earned: by.day, expires: lot.expires, left: active })
}

/** Takes points out of lots in the order they stand, named ones first; returns what could not be taken. */
function drain(
  standing: Standing,
  out: Decisions,
  by: Cause,
  amount: number,
  first: readonly Taken[],
  to: Account,
  rule: string | null,
): number {
  let missing = amount
  const takeFrom = (lot: Lot, most: number) => {
    const taken = Math.min(lot.left, most, missing)
    lot.left -= taken
    missing -= taken
    post(out, by, taken, 'active', to, lot.id, rule)
  }
  for (const named of first) {
    const lot = standing.lots.find((l) => l.id === named.lot)
    if (lot) takeFrom(lot, named.amount)
  }
  for (const lot of standing.lots) {
    if (missing === 0) break
    takeFrom(lot, missing)
  }
  standing.lots = standing.lots.filter((lot) => lot.left > 0)
  return missing
}

/**
 * Takes back points that a refund undoes: from the lot that the order made, then other lots, then debt. Returns what
 * the policy forgives.
 */
export function clawBack(
  standing: Standing,
  out: Decisions,
  by: Cause,
  amount: number,
  ownLot: string | null,
  rule: string | null,
  policy: PointsPolicy['clawback'],
): number {
  const missing = drain(standing, out, by, amount, ownLot === null ? [] : [{ lot: ownLot, amount }], 'reversed', rule)
  if (missing === 0) return 0
  switch (policy) {
    case 'within_balance':
      return missing
    case 'allow_debt':
      standing.debt -= missing
      post(out, by, missing, 'debt', 'reversed', null, rule)
      return 0
  }
}

/** Which lots a command would take so many points from, or null when fewer can be spent. */
export function chooseLots(standing: Standing, amount: number): Taken[] | null {
  if (amount > availablePoints(standing)) return null
  const taken: Taken[] = []
  let missing = amount
  for (const lot of standing.lots) {
    if (missing === 0) break
    const part = Math.min(lot.left, missing)
    taken.push({ lot: lot.id, amount: part })
    missing -= part
  }
  return taken
}

/**
 * Carries out an accepted command on the lots it took. Later facts may have left it without cover; the shortage then
 * becomes debt. Returns that shortage.
 */
export function takeOut(
  standing: Standing,
  out: Decisions,
  by: Cause,
  amount: number,
  taken: readonly Taken[],
  to: 'redeemed' | 'adjusted',
): number {
  const missing = drain(standing, out, by, amount, taken, to, null)
  standing.debt -= missing
  post(out, by, missing, 'debt', to, null, null)
  return missing
}

/** Ends the lots whose last day is before `day`. */
export function expireLots(standing: Standing, out: Decisions, by: Cause): void {
  while (standing.lots.length > 0) {
    const lot = standing.lots[0] as Lot
    if (lot.expires === null || lot.expires >= by.day) return
    standing.lots.shift()
    post(out, by, lot.left, 'active', 'expired', lot.id, null)
  }
}

/** The first day on which a lot is gone, or null. */
export function nextExpiry(standing: Standing): Day | null {
  const first = standing.lots[0]
  return first === undefined || first.expires === null ? null : first.expires + 1
}
