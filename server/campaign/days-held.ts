import { type Day, dayOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import type { Span } from '@/server/engine/campaign/campaign'
import { daysBefore } from '@/server/engine/campaign/pattern'
import { compileSchedule, type Schedule } from '@/server/engine/campaign/schedule'

/** The dates on which a campaign was held up to now, and as many before its first one to compare with. */
export function daysHeld(schedule: Schedule, spans: readonly Span[], zone: string, at: number): { held: Day[]; before: Day[] } {
  const [first] = spans
  if (first === undefined) return { held: [], before: [] }
  const { fallsOn } = compileSchedule(schedule)
  const last = Math.min(localDay(zone, at), schedule.until === undefined ? Number.POSITIVE_INFINITY : dayOf(schedule.until))
  const held: Day[] = []
  for (let day = Math.max(dayOf(schedule.from), localDay(zone, first.from)); day <= last; day++) {
    const [begins, ends] = [startOfDay(zone, day), Math.min(startOfDay(zone, day + 1), at + 1)]
    if (fallsOn(day) && spans.some((span) => span.from < ends && (span.until === null || span.until > begins))) held.push(day)
  }
  return { held, before: held.length === 0 ? [] : daysBefore(schedule, held[0] as Day, held.length) }
}
