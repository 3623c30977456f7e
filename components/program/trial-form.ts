import { type Day, dayOf } from '@/server/engine/calendar/day'
import { instantOf, localDay } from '@/server/engine/calendar/zone'
import type { Attempt } from '@/server/engine/program/trial'
import type { OrderRecord } from '@/server/engine/state'
import type { FieldValues, StoredEventBody } from '@/server/engine/vocabulary'

/** What can be tried: anything that happens to a member, or time alone. */
export const trialKinds = [
  'order.paid',
  'order.completed',
  'order.refunded',
  'member.registered',
  'member.profile_completed',
  'member.checked_in',
  'member.shared',
  'member.reviewed',
  'member.referred',
  'stored.recharged',
  'membership.purchased',
  'custom',
  'time',
] as const
export type TrialKind = (typeof trialKinds)[number]

/** One line of an order, as it is typed. */
export type LineForm = { key: string; sku: string; category: string; quantity: number; amount: number; fields: FieldValues }

/** An event, as it is typed. `order` is the name of an order in the member's book; `day` is the merchant's own, today when left out. */
export type EventForm = {
  kind: TrialKind
  day: string | null
  time: string | null
  storeId: string | null
  channel: string
  amount: number
  quantity: number
  lines: LineForm[]
  discount: number
  shipping: number
  order: string | null
  refundBy: 'all' | 'amount' | 'lines'
  refundAmount: number
  refundLines: Record<string, number>
  event: string | null
}

export const blankEvent = (amount: number): EventForm => ({
  kind: 'order.paid',
  day: null,
  time: null,
  storeId: null,
  channel: '',
  amount,
  quantity: 1,
  lines: [],
  discount: 0,
  shipping: 0,
  order: null,
  refundBy: 'all',
  refundAmount: 0,
  refundLines: {},
  event: null,
})

/** Kinds that come with money beside orders. */
export const amountKinds: ReadonlySet<TrialKind> = new Set<TrialKind>(['stored.recharged', 'membership.purchased', 'custom'])

/** Why an attempt cannot be made as it stands. */
export type Obstacle = 'past' | 'behind' | 'order' | 'discount' | 'event' | 'refund'

/** What is still missing or wrong, or nothing. `from` is the first day that can be tried. */
export function obstacleOf(form: EventForm, day: Day, from: Day, book: ReadonlyMap<string, OrderRecord>): Obstacle | null {
  if (day < from) return 'past'
  if (form.kind === 'custom' && form.event === null) return 'event'
  if (form.kind === 'order.completed' && !(form.order !== null && book.has(form.order))) return 'order'
  if (form.kind === 'order.refunded' && form.order !== null && !book.has(form.order)) return 'order'
  if (
    form.kind === 'order.refunded' &&
    form.order !== null &&
    form.refundBy === 'lines' &&
    !Object.values(form.refundLines).some((n) => n > 0)
  )
    return 'refund'
  if (form.kind === 'order.paid' && form.discount > totalOf(form)) return 'discount'
  return null
}

/** What the lines come to, or the amount where there are none. */
const totalOf = ({ lines, amount }: EventForm): number => (lines.length > 0 ? lines.reduce((sum, line) => sum + line.amount, 0) : amount)

/** The local date and the instant of what is typed; now when nothing is. */
export function momentOf({ day, time }: Pick<EventForm, 'day' | 'time'>, timeZone: string, now: number): { day: Day; at: number } {
  if (day === null && time === null) return { day: localDay(timeZone, now), at: now }
  const date = day === null ? localDay(timeZone, now) : dayOf(day)
  const iso = day ?? new Date(date * 86_400_000).toISOString().slice(0, 10)
  const at = instantOf(timeZone, `${iso}T${time ?? '12:00'}:00`)
  // Today without a time is now: earlier would lie before what the member has been through.
  return time === null && date === localDay(timeZone, now) ? { day: date, at: now } : { day: date, at }
}

/** The event that is typed, as the log would have it; nothing for time alone. `place` tells its numbers from those tried before it. */
export function bodyOf(form: EventForm, place: number): StoredEventBody | null {
  const channel = form.channel.trim() || 'default'
  const no = `trial-${place}`
  switch (form.kind) {
    case 'time':
      return null
    case 'order.paid':
      return {
        type: 'order.paid',
        channel,
        order_no: no,
        lines:
          form.lines.length === 0
            ? [{ quantity: form.quantity, amount: form.amount }]
            : form.lines.map(({ sku, category, quantity, amount, fields }) => ({
                quantity,
                amount,
                ...(sku.trim() ? { sku: sku.trim() } : {}),
                ...(category.trim() ? { category: category.trim() } : {}),
                ...(Object.keys(fields).length > 0 ? { fields } : {}),
              })),
        ...(form.discount > 0 ? { discounts: [{ amount: form.discount }] } : {}),
        ...(form.shipping > 0 ? { shipping: form.shipping } : {}),
      }
    case 'order.completed':
      return { type: 'order.completed', ...namedOrder(form.order) }
    case 'order.refunded':
      return refundOf(form, no, channel)
    case 'member.reviewed':
      return { type: 'member.reviewed', channel }
    case 'member.referred':
      return { type: 'member.referred', invited: no }
    case 'stored.recharged':
      return { type: 'stored.recharged', channel, recharge_no: no, amount: Math.max(1, form.amount) }
    case 'membership.purchased':
      return { type: 'membership.purchased', channel, purchase_no: no, amount: form.amount }
    case 'custom':
      return { type: 'custom', event: form.event ?? '', amount: form.amount }
    default:
      return { type: form.kind }
  }
}

function namedOrder(key: string | null): { channel: string; order_no: string } {
  const [channel = 'default', order_no = ''] = (key ?? '').split('\n')
  return { channel, order_no }
}

function refundOf(form: EventForm, refund_no: string, channel: string): StoredEventBody {
  if (form.order === null) return { type: 'order.refunded', channel, refund_no, amount: form.refundAmount }
  const named = { type: 'order.refunded' as const, ...namedOrder(form.order), refund_no }
  if (form.refundBy === 'amount') return { ...named, amount: form.refundAmount }
  if (form.refundBy === 'all') return named
  const lines = Object.entries(form.refundLines).flatMap(([line, quantity]) => (quantity > 0 ? [{ line, quantity }] : []))
  return { ...named, lines }
}

/** The attempt that is typed. */
export const attemptOf = (form: EventForm, place: number, timeZone: string, now: number): Attempt => ({
  ...momentOf(form, timeZone, now),
  store: form.storeId,
  body: bodyOf(form, place),
})
