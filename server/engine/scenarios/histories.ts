import fc from 'fast-check'
import { dayOf } from '../calendar/day'
import { advance, decideSpend, Run } from '../evaluate'
import { giveGrants } from '../grants'
import type { Timeline } from '../program/compile'
import { type MemberState, newState } from '../state'
import type { Grant } from '../trace'
import { compareEntries, type FactBody, type LogEntry, type StoredEventBody } from '../vocabulary'

/** Something an operator or a member asks for; what it comes to is decided when it is asked. */
export type Intent =
  | { type: 'spend'; amount: number }
  | { type: 'adjust'; amount: number }
  | { type: 'return' }
  | { type: 'set'; ladder: string; tier: string | null | undefined; days: number | null; locked: boolean }
  | { type: 'release'; ladder: string }

/** A fact of a made-up history: on which day, in which minute, and what. */
export type Happening = { day: number; minute: number; body: FactBody }
/** The same with what somebody asked for on the way. */
export type Doing = { day: number; minute: number; body: FactBody | Intent }

const FIRST = dayOf('2023-06-01')
const DAYS = 500

/** An instant of a happening, in UTC. */
export const instantOfHappening = ({ day, minute }: { day: number; minute: number }): number => day * 86_400_000 + minute * 60_000
const when = fc.record({ day: fc.integer({ min: FIRST, max: FIRST + DAYS }), minute: fc.integer({ min: 0, max: 1_439 }) })
const number = fc.integer({ min: 0, max: 7 }).map((n) => `o${n}`)
const money = fc.oneof(fc.integer({ min: 0, max: 3_000_00 }), fc.constantFrom(1, 99, 1_00, 500_00, 2_000_00))
const line = fc.record(
  {
    quantity: fc.integer({ min: 1, max: 4 }),
    amount: fc.integer({ min: 0, max: 900_00 }),
    category: fc.constantFrom('tea', 'cake'),
    sku: fc.constantFrom('s1', 's2'),
    fields: fc.constantFrom({ label: 'red' }, { label: 'blue' }),
  },
  { requiredKeys: ['quantity', 'amount'] },
)
const shipping = fc.option(fc.integer({ min: 1, max: 30_00 }), { nil: undefined })
const paid = { type: 'order.paid' as const, channel: 'c' }
const refunded = { type: 'order.refunded' as const, channel: 'c', refund_no: '' }

const body: fc.Arbitrary<FactBody> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ order_no: number, amount: money, shipping }).map((o) => ({ ...paid, ...o })) },
  {
    weight: 5,
    arbitrary: fc
      .record({
        order_no: number,
        lines: fc.array(line, { minLength: 1, maxLength: 4 }),
        shipping,
        off: fc.option(fc.integer({ min: 1, max: 200_00 }), { nil: undefined }),
      })
      .map(({ off, ...o }) => ({
        ...paid,
        ...o,
        ...(off !== undefined && o.lines.some((l) => l.amount > 0)
          ? {
              discounts: [
                {
                  amount: Math.min(
                    off,
                    o.lines.reduce((sum, l) => sum + l.amount, 0),
                  ),
                },
              ],
            }
          : {}),
      })),
  },
  {
    weight: 3,
    arbitrary: fc.record({ order_no: fc.option(number, { nil: undefined }), amount: money }).map((o) => ({ ...refunded, ...o })),
  },
  { weight: 1, arbitrary: number.map((order_no) => ({ ...refunded, order_no })) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        order_no: number,
        lines: fc.array(fc.record({ line: fc.constantFrom('1', '2', '3'), quantity: fc.integer({ min: 1, max: 3 }) }), {
          minLength: 1,
          maxLength: 2,
        }),
        shipping,
      })
      .map((o) => ({ ...refunded, ...o })),
  },
  { weight: 3, arbitrary: number.map((order_no) => ({ type: 'order.completed' as const, channel: 'c', order_no })) },
  { weight: 2, arbitrary: fc.constant({ type: 'member.registered' as const }) },
  { weight: 3, arbitrary: fc.constant({ type: 'member.checked_in' as const }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<FactBody>(
      { type: 'member.profile_completed' },
      { type: 'member.shared' },
      { type: 'member.reviewed', channel: 'c' },
      { type: 'member.referred', invited: 'friend' },
      { type: 'stored.recharged', channel: 'c', recharge_no: 'n', amount: 100_00 },
      { type: 'membership.purchased', channel: 'c', purchase_no: 'n', amount: 99_00 },
      { type: 'custom', event: 'visit', amount: 50_00 },
      { type: 'member.tagged', add: ['vip'], remove: [] },
      { type: 'member.tagged', add: [], remove: ['vip'] },
      { type: 'member.profile_changed', birthday: '02-29' },
      { type: 'member.profile_changed', birthday: '11-05', fields: { size: 41 } },
      { type: 'member.profile_changed', fields: { size: null } },
    ),
  },
)

const intent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 400 }).map((amount) => ({ type: 'spend' as const, amount })) },
  { weight: 2, arbitrary: fc.integer({ min: -200, max: 300 }).map((amount) => ({ type: 'adjust' as const, amount: amount || 1 })) },
  { weight: 2, arbitrary: fc.constant({ type: 'return' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('set' as const),
      ladder: fc.constant('l'),
      tier: fc.constantFrom('silver', 'gold', null, undefined),
      days: fc.constantFrom(null, 20, 90),
      locked: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'release' as const, ladder: 'l' }) },
)

/** An order number is used once; a refund, and whatever else books number, has a number of its own. */
function once<T extends { day: number; minute: number; body: FactBody | Intent }>(items: readonly T[]): T[] {
  const used = new Set<string>()
  return items.flatMap((item, i): T[] => {
    const { body: b } = item
    if (b.type === 'order.refunded') return [{ ...item, body: { ...b, refund_no: `r${i}` } }]
    if (b.type === 'stored.recharged') return [{ ...item, body: { ...b, recharge_no: `n${i}` } }]
    if (b.type === 'membership.purchased') return [{ ...item, body: { ...b, purchase_no: `n${i}` } }]
    if (b.type === 'member.referred') return [{ ...item, body: { ...b, invited: `f${i}` } }]
    const name =
      b.type === 'order.paid'
        ? b.order_no
        : b.type === 'order.completed'
          ? `completed ${b.order_no}`
          : b.type === 'member.registered'
            ? 'registered'
            : `${i}`
    if (used.has(name)) return []
    used.add(name)
    return [item]
  })
}

/** Random histories of facts. */
export const histories: fc.Arbitrary<Happening[]> = fc
  .array(fc.record({ when, body }), { minLength: 1, maxLength: 24 })
  .map((items) => once(items.map(({ when: at, body: b }) => ({ ...at, body: b }))))

/** Random histories of facts with commands and manual changes between them. */
export const doings: fc.Arbitrary<Doing[]> = fc
  .array(
    fc.record({
      when,
      body: fc.oneof({ weight: 4, arbitrary: body as fc.Arbitrary<FactBody | Intent> }, { weight: 1, arbitrary: intent }),
    }),
    {
      minLength: 1,
      maxLength: 24,
    },
  )
  .map((items) => once(items.map(({ when: at, body: b }) => ({ ...at, body: b }))))

const isIntent = (b: FactBody | Intent): b is Intent =>
  b.type === 'spend' || b.type === 'adjust' || b.type === 'return' || b.type === 'set' || b.type === 'release'

/** What an intent comes to at the state it meets, or nothing when it is refused. */
function decided(asked: Intent, state: MemberState, log: readonly LogEntry[], day: number): StoredEventBody | null {
  switch (asked.type) {
    case 'spend': {
      const taken = decideSpend(state, asked.amount)
      return taken && { type: 'points.spent', amount: asked.amount, reason: 'x', taken }
    }
    case 'adjust': {
      const taken = asked.amount > 0 ? [] : decideSpend(state, -asked.amount)
      return taken && { type: 'points.adjusted', amount: asked.amount, reason: 'x', taken }
    }
    case 'return': {
      const spend = openSpend(log)
      if (spend?.body.type !== 'points.spent') return null
      return { type: 'points.returned', amount: spend.body.amount, reason: 'x', spend: spend.id, taken: spend.body.taken }
    }
    case 'set':
      return {
        type: 'tier.set',
        ladder: asked.ladder,
        ...(asked.tier === undefined ? {} : { tier: asked.tier }),
        until: asked.days === null ? null : day + asked.days,
        locked: asked.locked,
        reason: 'x',
      }
    case 'release':
      return { type: 'tier.released', ladder: asked.ladder, reason: 'x' }
  }
}

/** The last spend that neither came back nor paid for an order. */
function openSpend(log: readonly LogEntry[]): LogEntry | undefined {
  const settled = new Set(
    log.flatMap(({ body: b }) => {
      if (b.type === 'points.returned') return [b.spend]
      return b.type === 'order.paid' && b.redeemed?.points ? [b.redeemed.points.spend] : []
    }),
  )
  return log.findLast((entry) => entry.body.type === 'points.spent' && !settled.has(entry.id))
}

/** Some orders confirm a checkout that had taken the points of the last spend, and coupons with them. */
function checkedOut(b: FactBody, place: number, log: readonly LogEntry[]): StoredEventBody {
  if (b.type !== 'order.paid' || place % 2 === 0) return b
  const spend = openSpend(log)
  const taken = spend?.body.type === 'points.spent' ? spend.body : null
  return {
    ...b,
    redeemed: {
      lock: `l${place}`,
      ...(spend && taken ? { points: { spend: spend.id, amount: taken.amount, taken: taken.taken } } : {}),
      coupons: [{ id: `c${place}` }],
      ...(place % 3 === 0 ? { gives: [{ reduction: 'more', points: 25 }] } : {}),
    },
  }
}

const grantName = ({ ladder, tier, day }: Grant) => ({ id: `g-${ladder}:${tier}:${day}`, source: 's', key: `g-${ladder}:${tier}:${day}` })

/** A history as it is lived: in order, commands decided as they come, rewards for entering a tier put into the log behind what decided them. */
export function live(timeline: Timeline, doing: readonly Doing[]): { run: Run; log: LogEntry[] } {
  const run = new Run(timeline, newState())
  const log: LogEntry[] = []
  const rank = (b: FactBody | Intent) => (isIntent(b) ? 1 : 0)
  const inOrder = doing
    .map((d, i) => ({ ...d, i, at: instantOfHappening(d) }))
    .sort((a, b) => a.at - b.at || rank(a.body) - rank(b.body) || a.i - b.i)
  let last = Number.NEGATIVE_INFINITY
  const take = (entry: LogEntry) => {
    log.push(entry)
    run.apply(entry)
  }
  for (const { at: asked, body: b, i } of inOrder) {
    // No two at one instant, so that nothing arrives late here.
    const at = Math.max(asked, last + 1)
    const day = Math.floor(at / 86_400_000)
    last = at
    // What is refused leaves no trace, not even that time has passed.
    const what = isIntent(b) ? decided(b, advance(timeline, run.state, { day, at }).state, log, day) : checkedOut(b, i, log)
    if (what !== null) take({ id: `e${i}`, source: 's', key: `k${i}`, at, day, store: null, body: what })
    for (const { entry } of giveGrants(run, 'UTC', grantName)) log.push(entry)
    last = run.state.position?.[0] ?? last
  }
  return { run, log: log.sort(compareEntries) }
}
