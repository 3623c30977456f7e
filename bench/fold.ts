import { randomUUID } from 'node:crypto'
import { localDay } from '@/server/engine/calendar/zone'
import { fold as foldLog } from '@/server/engine/fold'
import { timelineOf } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { LogEntry } from '@/server/engine/vocabulary'
import { templates } from '@/server/program/templates/catalogue'
import { atLeast, atMost, type Figure, median, processorTime } from './measure'
import { eventsOf, realOrders, zone } from './orders'
import { richest } from './richest'

/** Events a second on one core: every member of a year of a real shop folded from nothing, under a template and under the richest program. */
export async function fold(): Promise<Figure[]> {
  const terms = { language: 'zh', currency: 'GBP', timeZone: zone } as const
  const rich = measured(richest(terms))
  return [
    atLeast('engine.fold', measured(templates.ecommerce(terms)).rate, 'events/s', 100_000),
    atLeast('engine.fold.richest', rich.rate, 'events/s', 50_000),
    atMost('engine.trace.richest', rich.bytes, 'bytes', 1_024),
  ]
}

function measured(document: ProgramDocument): { rate: number; bytes: number } {
  const timeline = timelineOf([{ id: randomUUID(), effectiveFrom: 0, document }])
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
  let bytes = 0
  for (const log of logs.values()) for (const { trace } of foldLog(timeline, log).outcomes.values()) bytes += JSON.stringify(trace).length
  return { rate: (events.length / median(spent)) * 1000, bytes: bytes / events.length }
}
