import { dayOf } from '../calendar/day'
import { startOfDay } from '../calendar/zone'
import { Run } from '../evaluate'
import { timelineOf } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import { availablePoints, newState } from '../state'
import type { LogEntry, StoredEventBody } from '../vocabulary'

/** What happens on a date; nothing when only time passes. */
export type Happening = StoredEventBody | null

/** The member joins. */
export const joins: Happening = { type: 'member.registered' }
/** The member checks in. */
export const checksIn: Happening = { type: 'member.checked_in' }
/** Only time passes. */
export const timePasses: Happening = null
/** An order is paid; the amount is in whole units of money, such as yuan. */
export const pays = (order: string, units: number): Happening => ({
  type: 'order.paid',
  channel: 'default',
  order_no: order,
  amount: units * 100,
})
/** So much of an order is given back. */
export const refunds = (order: string, units: number, refund = `R-${order}-${units}`): Happening => ({
  type: 'order.refunded',
  channel: 'default',
  refund_no: refund,
  order_no: order,
  amount: units * 100,
})

/** For whom the templates are generated in these stories. */
export const story = { language: 'zh', currency: 'CNY', timeZone: 'Asia/Shanghai' } as const

/** One line of a story: the date, what happened, the points that can be spent at its end, and the tier. */
export type Line = [date: string, happening: Happening, points: number, tier: string | null]

/** Tells a story to the engine and answers how the member stood after each line, with the line's reason. */
export function tell(document: ProgramDocument, lines: readonly [...Line, why: string][]) {
  const timeline = timelineOf([{ id: 'v1', effectiveFrom: 0, document }])
  const run = new Run(timeline, newState())
  const primary = document.ladders.find((ladder) => ladder.primary)
  const log: LogEntry[] = []
  const told = lines.map(([date, happening, , , why], place): [string, number, string | null, string] => {
    const day = dayOf(date)
    // Ten in the morning, and a minute later with each line.
    const at = startOfDay(document.timeZone, day) + 10 * 3_600_000 + place * 60_000
    if (happening === null) run.advance({ day, at })
    else {
      const entry: LogEntry = { id: `e${place}`, source: 'story', key: String(place), at, day, store: null, body: happening }
      log.push(entry)
      run.apply(entry)
    }
    const { standing } = run.state
    const tier = primary?.tiers.find((one) => one.id === standing.ladders[primary.id]?.tier)
    return [date, availablePoints(standing), tier?.name ?? null, why]
  })
  return { timeline, told, log, end: run }
}
