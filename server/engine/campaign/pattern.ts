import { addMonths, civilOf, type Day, dayFrom, dayOf, isoOf } from '../calendar/day'
import { fallsOn, parseRule, type Rule } from './rrule'
import { compileSchedule, type Schedule } from './schedule'

/**
 * The days from `first` to `last` on which a schedule would have been held had it always been there: its own beginning
 * and end are left aside, and every second week stays every second week.
 */
export function patternDays({ on, from }: Schedule, first: Day, last: Day): Day[] {
  const days: Day[] = []
  if (last < first) return days
  if (on.kind === 'rules') {
    const rules = on.rules.map(parseRule).map((rule) => ({ rule, anchor: anchorBefore(rule, dayOf(from), first) }))
    for (let day = first; day <= last; day++) if (rules.some(({ rule, anchor }) => fallsOn(rule, anchor, day))) days.push(day)
    return days
  }
  const always = compileSchedule({ from: isoOf(first), on })
  for (let day = first; day <= last; day++) if (always.fallsOn(day)) days.push(day)
  return days
}

/** A beginning on or before a day from which the intervals of a rule fall as they do from its own. */
function anchorBefore({ frequency, interval }: Rule, from: Day, day: Day): Day {
  if (from <= day) return from
  const turns = (each: number): number => Math.ceil((from - day) / each / interval) * interval
  const { year, month } = civilOf(from)
  switch (frequency) {
    case 'DAILY':
      return from - turns(1)
    case 'WEEKLY':
      return from - 7 * turns(7)
    case 'MONTHLY':
      return addMonths(dayFrom(year, month, 1), -turns(28))
    case 'YEARLY':
      return dayFrom(year - turns(365), 1, 1)
  }
}

/** The days on which a schedule will be held, and how often it comes round in them. */
export type Coming = { days: Day[]; occasions: number }

/**
 * The days of a schedule within so many days from today, or from its beginning where that is later; where it does not
 * come round in them, those of its next occasion.
 */
export function comingDays(schedule: Schedule, today: Day, within: number): Coming {
  const compiled = compileSchedule(schedule)
  const first = Math.max(today, dayOf(schedule.from))
  const days: Day[] = []
  for (let day = first; day < first + within; day++) if (compiled.fallsOn(day)) days.push(day)
  const next = days.length > 0 ? null : compiled.next(first - 1)
  if (next !== null) {
    const occasion = compiled.occasionOf(next)
    for (let day = next; compiled.occasionOf(day) === occasion && days.length < within; day++) days.push(day)
  }
  return { days, occasions: new Set(days.map(compiled.occasionOf)).size }
}

/** How far back days like others are looked for. */
const YEARS_BACK = 10

/**
 * So many days before another with which those of a schedule can be compared, in order: for one that comes round by
 * rules the dates of its rules before, for any other the days just before.
 */
export function daysBefore(schedule: Schedule, day: Day, count: number): Day[] {
  if (schedule.on.kind !== 'rules') return Array.from({ length: count }, (_, i) => day - count + i)
  const earliest = day - YEARS_BACK * 366
  for (let reach = 2 * count + 62; ; reach *= 4) {
    const found = patternDays(schedule, Math.max(earliest, day - reach), day - 1)
    if (found.length >= count || day - reach <= earliest) return found.slice(-count)
  }
}
