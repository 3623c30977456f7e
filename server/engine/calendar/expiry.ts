import * as z from 'zod'
import { addMonths, civilOf, type Day, dateIn } from './day'
import { Period, periodEnd } from './period'

/** How long something lives. The last day counts: it is gone at 00:00 of the day after. */
export const Expiry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({
    kind: z.literal('rolling'),
    unit: z.enum(['days', 'months']),
    count: z.int().min(0).max(3650),
    /** Carried on to the end of the period that the last day lies in. */
    roundUp: Period.optional(),
  }),
  /** Through the next such date of a year, or so many years after it. 29 February is the 28th in other years. */
  z.strictObject({
    kind: z.literal('yearly'),
    month: z.int().min(1).max(12),
    date: z.int().min(1).max(31),
    years: z.int().min(0).max(10),
  }),
  /** All together, so many days after the member was last active: an order, a check-in or anything else a member does, or points spent. */
  z.strictObject({ kind: z.literal('inactivity'), days: z.int().min(1).max(3650) }),
])
export type Expiry = z.infer<typeof Expiry>

/** The last day of something that begins to live on `day`; null for ever. By inactivity it counts from that day until something happens. */
export function lastDayOf(expiry: Expiry, day: Day): Day | null {
  switch (expiry.kind) {
    case 'never':
      return null
    case 'rolling': {
      const last = expiry.unit === 'days' ? day + expiry.count : addMonths(day, expiry.count)
      return expiry.roundUp === undefined ? last : periodEnd(expiry.roundUp, last)
    }
    case 'yearly': {
      const { year } = civilOf(day)
      const next = dateIn(year, expiry.month, expiry.date)
      return dateIn((next < day ? year + 1 : year) + expiry.years, expiry.month, expiry.date)
    }
    case 'inactivity':
      return day + expiry.days
  }
}
