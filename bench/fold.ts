import { localDay } from '@/server/engine/calendar/zone'
import { fold as foldLog } from '@/server/engine/fold'
import { timelineOf } from '@/server/engine/program/compile'
import type { LogEntry } from '@/server/engine/vocabulary'
import { templates } from '@/server/program/templates/catalogue'
import { atLeast, type Figure, median, processorTime } from './measure'
import { eventsOf, realOrders, zone } from './orders'

/** Events a second on one core: every member of a year of a real shop folded from nothing under a template. */
export async function fold(): Promise<Figure[]> {
  const document = templates.ecommerce({ language: 'zh', currency: 'GBP', timeZone: zone })
  const timeline = timelineOf([{ id: 'v1', effectiveFrom: 0, document }])
  const logs = new Map<string, LogEntry[]>()
  const events = eventsOf(realOrders(), 0)
  for (const event of events) {
    const at = Date.parse(event.occurred_at)
    const log = logs.get(event.member) ?? []
    log.push({ id: event.event_id, source: event.source, key: event.event_id, at, day: localDay(zone, at), store: null, body: event.body })
    logs.set(event.member, log)
  }
  const spent: number[] = []
  for (let round = 0; round < 15; round++) {
    const ms = processorTime(() => {
      for (const log of logs.values()) foldLog(timeline, log)
    })
    if (round >= 5) spent.push(ms)
  }
  return [atLeast('engine.fold', (events.length / median(spent)) * 1000, 'events/s', 100_000)]
}
