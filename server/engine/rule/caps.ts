import { civilOf, type Day } from '../calendar/day'
import type { Given } from '../state'
import type { Why } from '../trace'
import type { Caps } from './terms'

const monthOf = (day: Day): number => {
  const { year, month } = civilOf(day)
  return year * 12 + month
}

/** The most a rule may still give for one event on a date, and which cap says so. The budget, which others share, is not looked at. */
export function roomOf(caps: Caps, given: Given | undefined, day: Day): { room: number; why: Why } {
  const onDay = given && given[0] === day ? given[1] : 0
  const inMonth = given && monthOf(given[0]) === monthOf(day) ? given[2] : 0
  const ever = given?.[3] ?? 0
  const rooms: [number | undefined, number, Why][] = [
    [caps.perOrder, 0, 'order_cap'],
    [caps.perDay, onDay, 'day_cap'],
    [caps.perMonth, inMonth, 'month_cap'],
    [caps.lifetime, ever, 'lifetime_cap'],
  ]
  let [room, why]: [number, Why] = [Number.POSITIVE_INFINITY, 'order_cap']
  for (const [cap, used, name] of rooms) {
    if (cap === undefined) continue
    const left = Math.max(0, cap - used)
    if (left < room) [room, why] = [left, name]
  }
  return { room, why }
}

/** Counts what a rule gave on a date, which is never before the last one. */
export function countGiven(given: Record<string, Given>, rule: string, day: Day, amount: number): void {
  const held = given[rule]
  if (!held) {
    given[rule] = [day, amount, amount, amount]
    return
  }
  const sameMonth = monthOf(held[0]) === monthOf(day)
  given[rule] = [day, (held[0] === day ? held[1] : 0) + amount, (sameMonth ? held[2] : 0) + amount, held[3] + amount]
}

/** Gives room back that a refund freed: of the date and the month of the order as far as they still run, and of the lifetime. */
export function uncountGiven(given: Record<string, Given>, rule: string, orderDay: Day, amount: number): void {
  const held = given[rule]
  if (!held) return
  if (held[0] === orderDay) held[1] = Math.max(0, held[1] - amount)
  if (monthOf(held[0]) === monthOf(orderDay)) held[2] = Math.max(0, held[2] - amount)
  held[3] = Math.max(0, held[3] - amount)
}
