import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@/db/testing/shared-data'
import { instantOf } from '@/server/engine/calendar/zone'
import type { IncomingEvent } from '@/server/program/incoming-event'

export const zone = 'Europe/London'
const YEAR_MS = 374 * 86_400_000

/** One order or refund of a year of a real shop, money in pence. */
export type Order = { number: string; refund: boolean; member: string; at: number; amount: number }

/** A year of a real shop; orders like them when the file is not beside the repository. */
export function realOrders(): Order[] {
  const file = sharedData('orders_2010_2011.csv.gz')
  if (!file) return likeThem()
  const rows = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1)
  return rows
    .map((row): Order => {
      const [number = '', kind, member = '', , orderedAt = '', , , total = ''] = row.split(',')
      return { number, refund: kind !== 'sale', member, at: instantOf(zone, orderedAt), amount: Math.round(Math.abs(Number(total)) * 100) }
    })
    .sort((a, b) => a.at - b.at)
}

function likeThem(): Order[] {
  const begin = Date.parse('2010-12-01T08:00:00Z')
  return Array.from({ length: 22_186 }, (_, i) => ({
    number: String(536_365 + i),
    refund: i % 6 === 5,
    member: String(12_346 + ((i * i * 31 + i * 7) % 4_371)),
    at: begin + i * 1_450_000,
    amount: 200 + ((i * 7_919) % 60_000),
  }))
}

/** The orders as events, in order of time; the `year`th copy has numbers of its own and follows the one before. */
export const eventsOf = (orders: readonly Order[], year: number): IncomingEvent[] =>
  orders.map(({ number, refund, member, at, amount }): IncomingEvent => {
    const name = `${year}-${number}`
    return {
      source: 'till',
      event_id: name,
      member,
      occurred_at: new Date(at + year * YEAR_MS).toISOString(),
      body: refund
        ? { type: 'order.refunded', channel: 'default', refund_no: name, amount }
        : { type: 'order.paid', channel: 'default', order_no: name, amount },
    }
  })
