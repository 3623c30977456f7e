import * as z from 'zod'
import { addMonths, civilOf, type Day, dayFrom } from './day'

/** A calendar period, in the tenant's time zone. */
export const Period = z.enum(['month', 'quarter', 'half', 'year'])
export type Period = z.infer<typeof Period>

const months: Record<Period, number> = { month: 1, quarter: 3, half: 6, year: 12 }

/** The first date of the period that a date lies in. */
export function periodStart(period: Period, day: Day): Day {
  const { year, month } = civilOf(day)
  const length = months[period]
  return dayFrom(year, Math.floor((month - 1) / length) * length + 1, 1)
}

/** The first date of the period after. */
export const nextPeriodStart = (period: Period, day: Day): Day => addMonths(periodStart(period, day), months[period])

/** The last date of the period that a date lies in. */
export const periodEnd = (period: Period, day: Day): Day => nextPeriodStart(period, day) - 1
