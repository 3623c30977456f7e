import type { FestivalKey } from '@/server/engine/campaign/festival'
import { type Lacking, monthlyOn, monthlyOnWeekday, type Nth, readForm, weeklyOn, yearlyOn } from '@/server/engine/campaign/rule-form'
import type { ScheduleDays } from '@/server/engine/campaign/schedule'

/** In which way days are chosen. `kept`: by rules that no form makes; they can only be kept or replaced. */
export const dayWays = ['every_day', 'weekly', 'monthly', 'monthly_weekday', 'yearly', 'festival'] as const
export type DayWay = (typeof dayWays)[number] | 'kept'

/** Days as the control holds them: also what belongs to another way, so that switching back finds it again. */
export type HeldDays = {
  way: DayWay
  weekdays?: number[]
  dates?: number[]
  lacking?: Lacking
  nth?: Nth
  weekday?: number
  month?: number
  date?: number | null
  festival?: FestivalKey
  before?: number | null
  after?: number | null
  rules?: string[]
}

/** The last day of a month. */
export const LAST = -1

const late = (a: number): number => (a === LAST ? 99 : a)
const rising = (days: readonly number[]): number[] => [...days].sort((a, b) => late(a) - late(b))

/** The part of a draft that the control stands for; a way with nothing chosen has no rules, which the shape refuses. */
export function daysOf(held: HeldDays): unknown {
  switch (held.way) {
    case 'every_day':
      return { kind: 'every_day' }
    case 'festival':
      return { kind: 'festival', festival: held.festival, before: held.before ?? 0, after: held.after ?? 0 }
    case 'kept':
      return { kind: 'rules', rules: held.rules ?? [] }
    case 'weekly':
      return { kind: 'rules', rules: held.weekdays?.length ? [weeklyOn(rising(held.weekdays))] : [] }
    case 'monthly':
      return { kind: 'rules', rules: rising(held.dates ?? []).map((date) => monthlyOn(date, held.lacking ?? 'last')) }
    case 'monthly_weekday':
      return { kind: 'rules', rules: [monthlyOnWeekday(held.nth ?? 1, held.weekday ?? 1)] }
    case 'yearly':
      return { kind: 'rules', rules: yearly(held.month ?? 1, held.date) }
  }
}

function yearly(month: number, date: number | null | undefined): string[] {
  if (typeof date !== 'number' || !Number.isInteger(date) || date < 1 || date > lengthOf(month)) return []
  return [yearlyOn(month, date)]
}

/** How many days a month has at most. */
export const lengthOf = (month: number): number => [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31

/** What each way begins with. */
const beginnings: Omit<HeldDays, 'way'> = {
  weekdays: [5],
  dates: [8],
  lacking: 'last',
  nth: 1,
  weekday: 5,
  month: 1,
  date: 1,
  festival: 'spring',
  before: 0,
  after: 0,
}

/** Days of a draft as the control holds them. */
export function heldDays(on: ScheduleDays): HeldDays {
  switch (on.kind) {
    case 'every_day':
      return { ...beginnings, way: 'every_day' }
    case 'festival':
      return { ...beginnings, way: 'festival', festival: on.festival, before: on.before, after: on.after }
    case 'rules': {
      const form = readForm(on.rules)
      switch (form?.kind) {
        case undefined:
          return { ...beginnings, way: 'kept', rules: on.rules }
        case 'weekly':
          return { ...beginnings, way: 'weekly', weekdays: form.days }
        case 'monthly':
          return { ...beginnings, way: 'monthly', dates: form.dates, lacking: form.lacking }
        case 'monthly_weekday':
          return { ...beginnings, way: 'monthly_weekday', nth: form.nth, weekday: form.weekday }
        case 'yearly':
          return { ...beginnings, way: 'yearly', month: form.month, date: form.date }
      }
    }
  }
}
