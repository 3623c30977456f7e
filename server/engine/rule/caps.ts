import { civilOf, type Day } from '../calendar/day'
import type { Given } from '../state'
import type { Why } from '../trace'
import type { Caps } from './terms'

const monthOf = (day: Day): number => {
  const { year, month } = civilOf(day)
  return year * 12 + month
}

const sameMonth = (a: Day, b: Day): boolean => a === b || (Math.abs(a - b) < 31 && monthOf(a) === monthOf(b))

/** The most a rule may still give for one event on a date, and which cap says so. The budget, which others share, is not looked at. */
export function roomOf(caps: Caps, given: Given | undefined, day: Day): { room: number; why: Why } {
  let room = caps.perOrder ?? Number.POSITIVE_INFINITY
  let why: Why = 'order_cap'
  if (caps.perDay !== undefined) {
    const left = Math.max(0, caps.perDay - (given !== undefined && given[0] === day ? given[1] : 0))
    if (left < room) {
      room = left
      why = 'day_cap'
    }
  }
  if (caps.perMonth !== undefined) {
    const left = Math.max(0, caps.perMonth - (given !== undefined && sameMonth(given[0], day) ? given[2] : 0))
    if (left < room) {
      room = left
      why = 'month_cap'
    }
  }
  if (caps.lifetime !== undefined) {
    const left = Math.max(0, caps.lifetime - (given?.[3] ?? 0))
    if (left < room) {
      room = left
      why = 'lifetime_cap'
    }
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
  held[1] = (held[0] === day ? held[1] : 0) + amount
  held[2] = (sameMonth(held[0], day) ? held[2] : 0) + amount
  held[3] += amount
  held[0] = day
}

/** Gives room back that a refund freed: of the date and the month of the order as far as they still run, and of the lifetime. */
export function uncountGiven(given: Record<string, Given>, rule: string, orderDay: Day, amount: number): void {
  const held = given[rule]
  if (!held) return
  if (held[0] === orderDay) held[1] = Math.max(0, held[1] - amount)
  if (sameMonth(held[0], orderDay)) held[2] = Math.max(0, held[2] - amount)
  held[3] = Math.max(0, held[3] - amount)
}
