import { isBirthday } from '../calendar/birthday'
import { civilOf, type Day, weekdayOf } from '../calendar/day'
import { localHour } from '../calendar/zone'
import { type FactValue, type FactValues, FIXED_SLOTS, type Probe, slotOf } from '../condition/compile'
import type { FactKey } from '../condition/facts'
import type { Measure } from '../ladder/ladder'
import { standingOn } from '../ladder/standing'
import type { Program } from '../program/compile'
import { availablePoints, type MemberState } from '../state'
import { readGauge, startsAnew } from './gauge'

/** What an event shows of itself to conditions; nothing where it has none. */
export type Seen = {
  day: Day
  /** The instant, in milliseconds; null when only a date has come. */
  at: number | null
  store: string | null
  amount: number | null
  quantity: number | null
  channel: string | null
  categories: readonly string[] | null
  skus: readonly string[] | null
  /** Money of an event that is no order. */
  money: number | null
}

/** A date on which nothing happens but time. */
export const nothingSeen = (day: Day, at: number | null = null, store: string | null = null): Seen => ({
  day,
  at,
  store,
  amount: null,
  quantity: null,
  channel: null,
  categories: null,
  skus: null,
  money: null,
})

type Reader = (program: Program, state: MemberState, seen: Seen) => FactValue

const yesNo = (holds: boolean): FactValue => (holds ? 'yes' : 'no')
const primaryOf = (program: Program, state: MemberState) => standingOn(program.primary, state.standing)
const lifetime = { kind: 'lifetime' } as const
const whole =
  (measure: Measure): Reader =>
  (program, state, seen) =>
    readGauge({ measure, window: lifetime, category: undefined }, state, primaryOf(program, state), seen.day)

/** How each fact of the catalogue is read. Member facts are as they stand just before the event. */
const readers: Partial<Record<FactKey, Reader>> = {
  'order.amount': (_, __, seen) => seen.amount,
  'order.quantity': (_, __, seen) => seen.quantity,
  'order.channel': (_, __, seen) => seen.channel,
  'order.store': (_, __, seen) => seen.store,
  'order.categories': (_, __, seen) => seen.categories,
  'order.skus': (_, __, seen) => seen.skus,
  'event.amount': (_, __, seen) => seen.money,
  'event.weekday': (_, __, seen) => String(weekdayOf(seen.day)),
  'event.day_of_month': (_, __, seen) => civilOf(seen.day).date,
  'event.hour': (program, _, seen) => (seen.at === null ? 0 : localHour(program.timeZone, seen.at)),
  'event.is_birthday': (program, state, seen) => yesNo(isBirthday(state.history.birthday, seen.day, program.points.leapBirthday)),
  'event.is_birthday_month': (_, state, seen) => yesNo(state.history.birthday?.[0] === civilOf(seen.day).month),
  'member.tier': (program, state) => primaryOf(program, state).tier,
  'member.net_spend': whole('net_spend'),
  'member.order_count': whole('order_count'),
  'member.days_since_joining': whole('days_since_joining'),
  'member.growth': whole('growth'),
  'member.active_days': whole('active_days'),
  'member.check_ins': whole('check_ins'),
  'member.referrals': whole('referrals'),
  'member.largest_order': whole('largest_order'),
  'member.recharged': whole('recharged'),
  'member.memberships': whole('memberships'),
  'member.points_earned': whole('points_earned'),
  'member.points_balance': (_, state) => availablePoints(state.standing),
  'member.days_since_last_order': (_, { history }, seen) => (history.lastOrder === null ? null : Math.max(0, seen.day - history.lastOrder)),
  'member.tags': (_, state) => state.history.tags,
}

const bySlot: Reader[] = []
for (const [key, slot] of Object.entries(slotOf)) bySlot[slot] = readers[key as FactKey] ?? (() => null)

/** The measure behind a fact that can be asked of a stretch of time. */
export const measureOf = (fact: FactKey): Measure => fact.slice('member.'.length) as Measure

function readProbe(probe: Probe, program: Program, state: MemberState, day: Day, endDay: Day): FactValue {
  if (probe.kind === 'field') return state.history.fields[probe.field] ?? null
  const { window, category } = probe
  const gauge = { measure: measureOf(probe.fact), window, category }
  return readGauge(gauge, state, primaryOf(program, state), startsAnew(window) ? endDay : day)
}

/** Slots before anything is read. */
const BLANK: FactValues = Array.from({ length: 128 }, () => null)

/**
 * The facts of the given slots as they stand; the other slots stay empty. At the end of a validity, `endDay` is its
 * last day: a calendar period is then looked at as it was, and not as the new one begins. `probes` are those of whoever
 * numbered the slots: the program, unless told otherwise.
 */
export function readFacts(
  program: Program,
  state: MemberState,
  seen: Seen,
  slots: readonly number[],
  endDay: Day = seen.day,
  probes: readonly Probe[] = program.slots.probes,
): FactValues {
  const last = slots.length === 0 ? 0 : (slots[slots.length - 1] as number) + 1
  const values: FactValues = BLANK.slice(0, last)
  while (values.length < last) values.push(null)
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as number
    values[slot] =
      slot < FIXED_SLOTS
        ? (bySlot[slot] as Reader)(program, state, seen)
        : readProbe(probes[slot - FIXED_SLOTS] as Probe, program, state, seen.day, endDay)
  }
  return values
}
