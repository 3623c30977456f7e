import * as z from 'zod'
import { civilOf, type Day, dayOf } from '../calendar/day'
import { FestivalKey, festivalDay, hasFestivals } from './festival'
import { fallsOn, nextFall, parseRule } from './rrule'

/** A part of the day by the clock on the wall; its end is not in it. */
export const Hours = z
  .strictObject({
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'campaign.time_format'),
    until: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'campaign.time_format'),
  })
  .refine((h) => h.from < h.until, { path: ['until'], message: 'campaign.hours_end_first' })
export type Hours = z.infer<typeof Hours>

/** A recurrence as it is stored; merchants see it as a form. */
const RuleText = z.string().max(200).refine(isRule, 'campaign.rule_unknown')

function isRule(text: string): boolean {
  try {
    parseRule(text)
    return true
  } catch {
    return false
  }
}

const days = z.int().min(0).max(30)

/** On which days: every day, by rules, or around a festival of each year. */
export const ScheduleDays = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('every_day') }),
  z.strictObject({ kind: z.literal('rules'), rules: z.array(RuleText).min(1).max(12) }),
  z.strictObject({ kind: z.literal('festival'), festival: FestivalKey, before: days, after: days }),
])
export type ScheduleDays = z.infer<typeof ScheduleDays>

/** A date that the calendar has. */
const date = z.iso.date('rule.date_format')

/** When a campaign is held: from its first to its last day, on some of them, all day or in some hours. */
export const Schedule = z
  .strictObject({
    from: date,
    until: date.optional(),
    on: ScheduleDays,
    hours: z
      .array(Hours)
      .min(1)
      .max(3)
      .refine((all) => all.every(({ from }, i) => i === 0 || (all[i - 1] as Hours).until <= from), 'campaign.hours_overlap')
      .optional(),
  })
  .refine((s) => s.until === undefined || s.from <= s.until, { path: ['until'], message: 'rule.ends_before_start' })
export type Schedule = z.infer<typeof Schedule>

/** A schedule that can be asked about days. */
export type CompiledSchedule = {
  /** Whether it falls on a day. */
  fallsOn: (day: Day) => boolean
  /** Whether it is on at a minute of the day on the wall clock; null asks for the day as a whole. */
  isOn: (day: Day, minute: number | null) => boolean
  /** The first day after `after` on which it falls; null if there is none within ten years. */
  next: (after: Day) => Day | null
  /** The first day of the occasion that a day belongs to; null where it does not fall on that day. */
  occasionOf: (day: Day) => Day | null
  /** The first days of the next occasions that begin on `from` or later, so many at most. */
  occasions: (from: Day, count: number) => Day[]
}

/** How far ahead a next day is looked for: ten years. */
const HORIZON = 3_653
/** Where a schedule without an end ends. */
const LAST = dayOf('9999-12-31')

/** What the kinds of days tell of themselves; they are asked about days between first and last only. */
type Pattern = {
  falls: (day: Day) => boolean
  /** The first day on which it falls, from `day` to `last`. */
  first: (day: Day, last: Day) => Day | null
  /** First and last day of the occasion of a day on which it falls. */
  start: (day: Day) => Day
  end: (day: Day) => Day
}

/** Makes a schedule ready to be asked. Its rules are counted from its first day. */
export function compileSchedule(schedule: Schedule): CompiledSchedule {
  const from = dayOf(schedule.from)
  const until = schedule.until === undefined ? LAST : dayOf(schedule.until)
  const pattern = patternOf(schedule.on, from)
  const hours = (schedule.hours ?? []).map((one) => ({ from: minuteOf(one.from), until: minuteOf(one.until) }))

  const falls = (day: Day): boolean => day >= from && day <= until && pattern.falls(day)
  const inHours = (minute: number): boolean => {
    if (hours.length === 0) return true
    for (const one of hours) if (minute >= one.from && minute < one.until) return true
    return false
  }
  const next = (after: Day): Day | null => {
    const first = Math.max(after + 1, from)
    return pattern.first(first, Math.min(first + HORIZON - 1, until))
  }
  const occasionOf = (day: Day): Day | null => (falls(day) ? Math.max(pattern.start(day), from) : null)

  return {
    fallsOn: falls,
    isOn: (day, minute) => falls(day) && (minute === null || inHours(minute)),
    next,
    occasionOf,
    occasions: (since, count) => {
      const starts: Day[] = []
      for (let day = next(since - 1); day !== null && starts.length < count; day = next(pattern.end(day))) {
        const start = occasionOf(day)
        if (start !== null && start >= since) starts.push(start)
      }
      return starts
    },
  }
}

/** The next days on which a schedule falls, today included, so many at most. */
export function nextDays(schedule: Schedule, today: Day, count: number): Day[] {
  const { next } = compileSchedule(schedule)
  const found: Day[] = []
  for (let day = next(today - 1); day !== null && found.length < count; day = next(day)) found.push(day)
  return found
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function patternOf(on: ScheduleDays, from: Day): Pattern {
  switch (on.kind) {
    case 'every_day':
      return {
        falls: () => true,
        first: (day, last) => (day <= last ? day : null),
        start: () => from,
        end: () => LAST,
      }
    case 'rules':
      return byRules(on.rules, from)
    case 'festival':
      return aroundFestival(on.festival, on.before, on.after)
  }
}

/** Each day on which one of the rules falls is an occasion of its own. */
function byRules(texts: readonly string[], from: Day): Pattern {
  const rules = texts.map(parseRule)
  return {
    falls: (day) => {
      for (const rule of rules) if (fallsOn(rule, from, day)) return true
      return false
    },
    first: (day, last) => {
      let first: Day | null = null
      for (const rule of rules) first = nextFall(rule, from, day - 1, first === null ? last : first - 1) ?? first
      return first
    },
    start: (day) => day,
    end: (day) => day,
  }
}

/** The days around a festival are one occasion, over New Year as well. */
function aroundFestival(festival: FestivalKey, before: number, after: number): Pattern {
  /** The first festival whose days are not over before a day; null if it is not known. */
  const upcoming = (day: Day): Day | null => {
    const { year } = civilOf(day)
    for (let near = year - 1; near <= year + 10; near++) {
      if (!hasFestivals(near)) continue
      const held = festivalDay(festival, near)
      if (held + after >= day) return held
    }
    return null
  }
  const falls = (day: Day): boolean => {
    const held = upcoming(day)
    return held !== null && held - before <= day
  }
  return {
    falls,
    first: (day, last) => {
      const held = upcoming(day)
      const first = held === null ? null : Math.max(held - before, day)
      return first !== null && first <= last ? first : null
    },
    start: (day) => (upcoming(day) ?? day) - before,
    end: (day) => (upcoming(day) ?? day) + after,
  }
}
