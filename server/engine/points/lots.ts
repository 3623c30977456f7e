import type { Day } from '../calendar/day'
import { type Expiry, lastDayOf } from '../calendar/expiry'
import { type AmountRow, availablePoints, type Lot, type PendingLot, type Standing } from '../state'
import type { Account, Decisions } from '../trace'
import type { Taken } from '../vocabulary'
import type { PointsPolicy } from './policy'

/** In whose name rows are written. */
export type Cause = { cause: string; version: string; day: Day; store: string | null }

/** Writes one row of the points ledger; nothing for nothing. */
function post(out: Decisions, by: Cause, amount: number, from: Account, to: Account, lot: string | null, rule: string | null): void {
  if (amount <= 0) return
  const { cause, version, day, store } = by
  out.movements.push({ unit: 'points', amount, from, to, lot, cause, rule, version, day, store })
}

/** How long a lot lives that begins to on a day. */
export type Life = { expires: Day | null; idle: number | undefined }

/** The life of a lot under an expiry policy. */
export function lifeOf(expiry: Expiry, day: Day): Life {
  return { expires: lastDayOf(expiry, day), idle: expiry.kind === 'inactivity' ? expiry.days : undefined }
}

/** Earliest expiry first, then age: the order in which lots are spent. */
function place(lots: Lot[], lot: Lot): void {
  let i = lots.length
  while (i > 0 && comesBefore(lot, lots[i - 1] as Lot)) i--
  if (i === lots.length) lots.push(lot)
  else lots.splice(i, 0, lot)
}
function comesBefore(a: Lot, b: Lot): boolean {
  const [x, y] = [a.expires ?? Number.POSITIVE_INFINITY, b.expires ?? Number.POSITIVE_INFINITY]
  return x !== y ? x < y : a.earned < b.earned
}

function lotOf(id: string, earned: Day, left: number, { expires, idle }: Life): Lot {
  return idle === undefined ? { id, earned, expires, left } : { id, earned, expires, left, idle }
}

type Part = readonly [rule: string | null, amount: number]

/** Gives points as one lot, which is named after what gave them: debt is repaid first, the rest becomes active. `parts` says which rule gave how much. */
export function credit(
  standing: Standing,
  out: Decisions,
  by: Cause,
  life: Life,
  parts: readonly Part[],
  from: 'issued' | 'adjusted',
): void {
  let active = 0
  for (const [rule, amount] of parts) {
    const repaid = Math.min(amount, -standing.debt)
    standing.debt += repaid
    post(out, by, repaid, from, 'debt', null, rule)
    post(out, by, amount - repaid, from, 'active', by.cause, rule)
    active += amount - repaid
  }
  if (active > 0) place(standing.lots, lotOf(by.cause, by.day, active, life))
}

/** Gives points that cannot be spent yet, as one lot. */
export function creditPending(
  standing: Standing,
  out: Decisions,
  by: Cause,
  activates: Day | null,
  tier: string | null,
  byRule: Readonly<Record<string, number>>,
): void {
  let left = 0
  for (const rule in byRule) {
    const amount = byRule[rule] as number
    post(out, by, amount, 'issued', 'pending', by.cause, rule)
    left += amount
  }
  if (left > 0) standing.pending.push({ id: by.cause, earned: by.day, activates, left, tier })
}

/** Makes pending points active whose day has come: debt is repaid first. Their life begins now. */
export function activate(standing: Standing, out: Decisions, by: Cause, lifeFor: (lot: PendingLot) => Life): void {
  const waiting = standing.pending
  let due = false
  for (let i = 0; i < waiting.length && !due; i++) {
    const { activates } = waiting[i] as PendingLot
    due = activates !== null && activates <= by.day
  }
  if (!due) return
  standing.pending = []
  for (const lot of waiting) {
    if (lot.activates === null || lot.activates > by.day) {
      standing.pending.push(lot)
      continue
    }
    const repaid = Math.min(lot.left, -standing.debt)
    standing.debt += repaid
    post(out, by, repaid, 'pending', 'debt', lot.id, null)
    const active = lot.left - repaid
    post(out, by, active, 'pending', 'active', lot.id, null)
    if (active > 0) place(standing.lots, lotOf(lot.id, lot.earned, active, lifeFor(lot)))
  }
}

/** Takes points out of one lot, as many as it has of what is asked; returns how many. */
function takeFromLot(lot: Lot, most: number, out: Decisions, by: Cause, to: Account, rule: string | null): number {
  const taken = Math.min(lot.left, most)
  lot.left -= taken
  post(out, by, taken, 'active', to, lot.id, rule)
  return taken
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
  for (const named of first) {
    const lot = standing.lots.find((l) => l.id === named.lot)
    if (lot) missing -= takeFromLot(lot, Math.min(named.amount, missing), out, by, to, rule)
  }
  for (const lot of standing.lots) {
    if (missing === 0) break
    missing -= takeFromLot(lot, missing, out, by, to, rule)
  }
  if (standing.lots.some((lot) => lot.left === 0)) standing.lots = standing.lots.filter((lot) => lot.left > 0)
  return missing
}

/**
 * Takes back points that a refund undoes: from the pending lot that the order made, from its active one, then other
 * lots, then debt. Returns what the policy forgives.
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
  let missing = amount
  const pending = ownLot === null ? undefined : standing.pending.find((lot) => lot.id === ownLot)
  if (pending) {
    const taken = Math.min(pending.left, missing)
    pending.left -= taken
    missing -= taken
    post(out, by, taken, 'pending', 'reversed', pending.id, rule)
    if (pending.left === 0) standing.pending = standing.pending.filter((lot) => lot !== pending)
  }
  if (missing === 0 || policy === 'pending_only') return missing
  missing = drain(standing, out, by, missing, ownLot === null ? [] : [{ lot: ownLot, amount: missing }], 'reversed', rule)
  if (missing === 0 || policy === 'within_balance') return missing
  standing.debt -= missing
  post(out, by, missing, 'debt', 'reversed', null, rule)
  return 0
}

/** Takes back a lot as a whole if nothing of it was used. Returns whether it did. */
export function takeBackWhole(standing: Standing, out: Decisions, by: Cause, lotId: string, amount: number): boolean {
  const lot = standing.lots.find((one) => one.id === lotId)
  if (!lot || lot.left !== amount) return false
  standing.lots = standing.lots.filter((one) => one !== lot)
  post(out, by, amount, 'active', 'reversed', lot.id, null)
  return true
}

/** Which lots a command would take so many points from, or null when fewer can be spent. */
export function chooseLots(standing: Standing, amount: number): Taken[] | null {
  if (amount > availablePoints(standing)) return null
  const taken: Taken[] = []
  let missing = amount
  for (const lot of standing.lots) {
    if (missing === 0) break
    const part = Math.min(lot.left, missing)
    taken.push({
      lot: lot.id,
      amount: part,
      earned: lot.earned,
      expires: lot.expires,
      ...(lot.idle === undefined ? {} : { idle: lot.idle }),
    })
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

/**
 * Gives spent points back to the lots they were taken from. A lot that has expired meanwhile lives again for so many
 * days, or is put back as it was where that is null. Returns whether one lives again.
 */
export function putBack(standing: Standing, out: Decisions, by: Cause, taken: readonly Taken[], reviveDays: number | null): boolean {
  let revived = false
  for (const { lot: id, amount, earned, expires = null, idle } of taken) {
    if (amount <= 0) continue
    post(out, by, amount, 'redeemed', 'active', id, null)
    const held = standing.lots.find((lot) => lot.id === id)
    if (held) {
      held.left += amount
      continue
    }
    const gone = reviveDays !== null && idle === undefined && expires !== null && expires < by.day
    if (gone) revived = true
    const until = idle !== undefined ? by.day + idle : gone ? by.day + reviveDays : expires
    place(standing.lots, lotOf(id, earned ?? by.day, amount, { expires: until, idle }))
  }
  return revived
}

/** Exchanges points as often as `at` of them can be spent. Returns how many went. */
export function redeemByItself(standing: Standing, out: Decisions, by: Cause, at: number): number {
  const amount = Math.floor(availablePoints(standing) / at) * at
  if (amount > 0) drain(standing, out, by, amount, [], 'redeemed', null)
  return amount
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

/** Puts off the end of lots that live by activity: the member did something on a day. */
export function stayAlive(standing: Standing, day: Day): void {
  const { lots } = standing
  let any = false
  for (let i = 0; i < lots.length && !any; i++) any = (lots[i] as Lot).idle !== undefined
  if (!any) return
  standing.lots = []
  for (const lot of lots) {
    if (lot.idle !== undefined) lot.expires = day + lot.idle
    place(standing.lots, lot)
  }
}

/** The first day on which a lot is gone or a pending one becomes active, or null. */
export function nextPointsDay(standing: Standing): Day | null {
  const first = standing.lots[0]
  let next = first === undefined || first.expires === null ? null : first.expires + 1
  for (const { activates } of standing.pending) if (activates !== null && (next === null || activates < next)) next = activates
  return next
}

/** Points that go on the day after `last`, by that last day. */
export const expiringOn = (standing: Standing, last: Day): number =>
  standing.lots.reduce((sum, lot) => (lot.expires === last ? sum + lot.left : sum), 0)

/** The first day after `day` that lies so many days before the end of a lot, or null. */
export function nextReminder(standing: Standing, day: Day, notices: readonly number[]): Day | null {
  let next: Day | null = null
  for (const { expires } of standing.lots) {
    if (expires === null) continue
    if (expires <= day) continue
    for (let i = 0; i < notices.length; i++) {
      const at = expires - (notices[i] as number)
      if (at > day && (next === null || at < next)) next = at
    }
  }
  return next
}

/** Adds to the points earned on a date; below zero takes away. Dates come in order but for orders given back. */
export function countEarned(standing: Standing, day: Day, amount: number): void {
  if (amount === 0) return
  const rows = standing.earnedDays
  let i = rows.length - 1
  while (i >= 0 && (rows[i] as AmountRow)[0] > day) i--
  if (i >= 0 && (rows[i] as AmountRow)[0] === day) (rows[i] as AmountRow)[1] += amount
  else if (i === rows.length - 1) rows.push([day, amount])
  else rows.splice(i + 1, 0, [day, amount])
}
