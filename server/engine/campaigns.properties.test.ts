import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Campaign, CampaignAudience, Effect, Gives, Moment, Span } from './campaign/campaign'
import { campaignsOf } from './campaign/compile'
import { monthlyOn, weeklyOn } from './campaign/rule-form'
import type { Schedule } from './campaign/schedule'
import type { Scope } from './checkout/scope'
import { Run } from './evaluate'
import { fold } from './fold'
import { timelineOf } from './program/compile'
import type { ProgramDocument } from './program/document'
import { kept } from './scenarios/campaigning'
import { doings, type Happening, histories, instantOfHappening, live } from './scenarios/histories'
import { programs } from './scenarios/programs'
import { availablePoints, newState } from './state'
import type { LogEntry } from './vocabulary'

/** How many histories are tried by day; a night tries ten times as many. */
const HISTORIES = 600 * (process.env.RUNGS_PROPERTY_FACTOR === undefined ? 1 : 10)
/** So many histories take their time; no test is decided by it. */
const LONG = 3_600_000

const FIRST = Date.parse('2023-06-01T00:00:00Z')
const DAY = 86_400_000
const instant = fc.integer({ min: 0, max: 500 * 48 }).map((halves) => FIRST + halves * (DAY / 48))

const order: fc.Arbitrary<Moment> = fc
  .record({
    first: fc.constantFrom(undefined, undefined, undefined, true as const),
    least: fc.constantFrom(undefined, undefined, undefined, 100_00),
    birthday: fc.constantFrom(undefined, undefined, undefined, 'month' as const),
    joinedWithin: fc.constantFrom(undefined, undefined, undefined, 90),
  })
  .map((asked) => JSON.parse(JSON.stringify({ kind: 'order', ...asked })) as Moment)
const moment: fc.Arbitrary<Moment> = fc.oneof(
  { weight: 6, arbitrary: order },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Moment>(
      { kind: 'registered' },
      { kind: 'checked_in', day: 2, cycle: 3 },
      { kind: 'checked_in', day: 1, cycle: 1 },
      { kind: 'referred', to: 'inviter', pays: 'registered' },
      { kind: 'tier_entered', tiers: ['silver', 'gold'] },
    ),
  },
)
const scope = fc.constantFrom<Scope | undefined>(undefined, undefined, undefined, { categories: ['tea'] }, { exceptSkus: ['s1'] })
const bonus = (kind: 'points_bonus' | 'growth_bonus') =>
  fc
    .record({ bps: fc.integer({ min: 1, max: 30_000 }), scope })
    .map(({ bps, scope: of }): Gives => ({ kind, bps, ...(of ? { scope: of } : {}) }))
const gift = fc.constantFrom<Gives>(
  { kind: 'points', points: 30 },
  { kind: 'coupons', coupons: [{ template: 't', count: 1 }] },
  { kind: 'goods', name: 'bag', count: 1 },
  { kind: 'chances', count: 2 },
)
const limits = fc.constantFrom<Effect['limits']>({}, {}, { perMemberDay: 40 }, { perMember: 300 }, { perMemberDay: 1, perMember: 2 })
const effect: fc.Arbitrary<Effect> = moment.chain((at) =>
  fc.record({
    at: fc.constant(at),
    gives: at.kind === 'order' ? fc.oneof(bonus('points_bonus'), bonus('points_bonus'), bonus('growth_bonus'), gift) : gift,
    limits,
  }),
)
const on = fc.constantFrom<Schedule['on']>(
  { kind: 'every_day' },
  { kind: 'every_day' },
  { kind: 'every_day' },
  { kind: 'rules', rules: [weeklyOn([1, 3, 5, 7])] },
  { kind: 'rules', rules: [monthlyOn(8, 'last'), monthlyOn(31, 'last')] },
  { kind: 'festival', festival: 'spring', before: 30, after: 30 },
)
const audience = fc.constantFrom<CampaignAudience>(
  {},
  {},
  {},
  {},
  { tiers: ['silver', 'gold'] },
  { channels: ['c'] },
  { when: { fact: 'member.order_count', operator: 'gte', value: 2 } },
  {
    when: {
      any: [
        { fact: 'member.tags', operator: 'has_any', value: ['vip'] },
        { fact: 'member.net_spend', operator: 'gte', value: 500_00 },
      ],
    },
  },
)
/** When it was at work: a first instant and up to three pauses, the last of which may be its end. */
const instants = fc.uniqueArray(instant, { minLength: 1, maxLength: 6 }).map((all) => all.sort((a, b) => a - b))
const fromTheStart = fc.tuple(fc.boolean(), instants).map(([start, all]) => (start ? [FIRST, ...all.filter((at) => at > FIRST)] : all))

/** Random campaigns with their pauses, as merchants came to know of them one by one. */
const campaigns: fc.Arbitrary<Campaign[]> = fc
  .array(
    fc.record({
      on,
      audience,
      effects: fc.array(effect, { minLength: 1, maxLength: 3 }),
      instants: fromTheStart,
      hours: fc.constantFrom(false, false, true),
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((all) => {
    const changes = all.flatMap(({ instants: its }, i) => its.map((at) => ({ at, i }))).sort((a, b) => a.at - b.at)
    return all.map(({ on: days, audience: whom, effects, instants: its, hours }, i): Campaign => {
      const place = (at: number) => changes.findIndex((change) => change.i === i && change.at === at) + 1
      const spans: Span[] = []
      for (let n = 0; n < its.length; n += 2) {
        const [from = 0, until] = [its[n], its[n + 1]]
        spans.push({ from, until: until ?? null, began: place(from), stopped: until === undefined ? null : place(until) })
      }
      const schedule: Schedule = { from: '2023-07-01', on: days, ...(hours ? { hours: [{ from: '06:00', until: '20:00' }] } : {}) }
      return {
        id: `c${i}`,
        root: `c${i}`,
        kind: 'double_points',
        name: `c${i}`,
        terms: { schedule, audience: whom, effects },
        spans,
        paused: false,
      }
    })
  })

/** What a merchant who had heard of so many changes knew. */
const knownAt = (all: readonly Campaign[], changes: number): Campaign[] =>
  all.flatMap((one) => {
    const spans = one.spans.flatMap((span): Span[] => {
      if (span.began > changes) return []
      return [span.stopped !== null && span.stopped > changes ? { ...span, until: null, stopped: null } : span]
    })
    return spans.length === 0 ? [] : [{ ...one, spans }]
  })
const changesOf = (all: readonly Campaign[]): number =>
  Math.max(...all.flatMap(({ spans }) => spans.flatMap((s) => [s.began, s.stopped ?? 0])))

const under = (documents: readonly ProgramDocument[], all: readonly Campaign[], changes = changesOf(all)) =>
  timelineOf(
    documents.map((document, i) => ({ id: `v${i}`, effectiveFrom: Date.parse(`2024-0${1 + i * 3}-15T09:30:00Z`), document })),
    campaignsOf(knownAt(all, changes), changes),
  )
const logOf = (happenings: readonly Happening[]): LogEntry[] =>
  happenings.map((h, i) => ({ id: `e${i}`, source: 's', key: `k${i}`, at: instantOfHappening(h), day: h.day, store: null, body: h.body }))
const versions = fc.array(programs, { minLength: 1, maxLength: 2 })

test(
  'with campaigns and their pauses a history lived in order is the same as folded from zero',
  () => {
    let gave = 0
    fc.assert(
      fc.property(versions, campaigns, doings, (documents, all, doing) => {
        const timeline = under(documents, all)
        const { run: lived, log } = live(timeline, doing)
        fc.pre(log.length > 0)
        const whole = fold(timeline, log)
        expect(lived.state).toEqual(whole.state)
        expect(lived.decisions.movements).toEqual(whole.decisions.movements)
        expect(kept(lived.decisions)).toEqual(kept(whole.decisions))
        expect(whole.decisions.grants).toEqual([])
        if (whole.decisions.movements.some(({ rule }) => rule?.startsWith('campaign:'))) gave++
      }),
      { numRuns: HISTORIES },
    )
    // The histories are about campaigns: in a good part of them one gave points or growth.
    expect(gave).toBeGreaterThan(HISTORIES / 20)
  },
  LONG,
)

test(
  'with campaigns and their pauses the order in which facts arrive makes no difference',
  () => {
    fc.assert(
      fc.property(versions, campaigns, doings, fc.infiniteStream(fc.nat()), (documents, all, doing, random) => {
        const timeline = under(documents, all)
        const { log } = live(timeline, doing)
        fc.pre(log.length > 0)
        const arriving = log
          .map((entry) => ({ entry, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry)
        let run = new Run(timeline, newState())
        const known: LogEntry[] = []
        for (const entry of arriving) {
          known.push(entry)
          if (run.isOutdated() || run.isPast(entry)) run = new Run(timeline, fold(timeline, known).state)
          else run.apply(entry)
        }
        const whole = fold(timeline, log)
        const reach = { day: Math.max(run.state.day, whole.state.day), at: Math.max(...log.map((entry) => entry.at)) }
        run.advance(reach)
        expect(run.state).toEqual(fold(timeline, log, reach).state)
      }),
      { numRuns: HISTORIES },
    )
  },
  LONG,
)

test(
  'a member judged by somebody who had not heard of a change is folded to what everybody knows',
  () => {
    let overtaken = 0
    fc.assert(
      fc.property(programs, campaigns, histories, fc.nat(), (document, all, happenings, heard) => {
        const log = logOf(happenings).sort((a, b) => a.at - b.at)
        const known = heard % (changesOf(all) + 1)
        const [old, now] = [under([document], all, known), under([document], all)]
        const cut = Math.ceil(log.length / 2)
        let run = new Run(now, fold(old, log.slice(0, cut)).state)
        if (run.overtakenByCampaigns()) {
          overtaken++
          run = new Run(now, fold(now, log.slice(0, cut)).state)
          expect(run.overtakenByCampaigns()).toBe(false)
        }
        for (const entry of log.slice(cut)) {
          if (run.isPast(entry)) run = new Run(now, fold(now, log.slice(0, log.indexOf(entry) + 1)).state)
          else run.apply(entry)
        }
        const whole = fold(now, log)
        // How many changes were known is written down with each entry, and says nothing else.
        expect({ ...run.state, campaigns: 0 }).toEqual({ ...whole.state, campaigns: 0 })
      }),
      { numRuns: HISTORIES },
    )
    expect(overtaken).toBeGreaterThan(HISTORIES / 20)
  },
  LONG,
)

const bought = fc.array(
  fc.record({
    sku: fc.constantFrom('s1', 's2'),
    category: fc.constantFrom('tea', 'cake'),
    quantity: fc.integer({ min: 1, max: 4 }),
    amount: fc.integer({ min: 0, max: 900_00 }),
  }),
  { minLength: 1, maxLength: 4 },
)

test(
  'a series of partial refunds comes to what the whole one does: points, growth, goods and coupons',
  () => {
    fc.assert(
      fc.property(programs, campaigns, bought, instant, fc.infiniteStream(fc.nat()), (document, all, lines, at, random) => {
        const timeline = under([{ ...document, points: { ...document.points, clawback: 'allow_debt' } }], all)
        const place = (id: string, when: number, body: LogEntry['body']): LogEntry => ({
          id,
          source: 's',
          key: id,
          at: when,
          day: Math.floor(when / DAY),
          store: null,
          body,
        })
        const paid = place('o', at, { type: 'order.paid', channel: 'c', order_no: 'o', lines })
        const completed = place('d', at + 1, { type: 'order.completed', channel: 'c', order_no: 'o' })
        const refund = (n: number, parts?: { line: string; quantity: number }[]) =>
          place(`r${n}`, at + 2 + n, {
            type: 'order.refunded',
            channel: 'c',
            refund_no: `r${n}`,
            order_no: 'o',
            ...(parts ? { lines: parts } : {}),
          })
        const items = lines
          .flatMap(({ quantity }, i) => Array.from({ length: quantity }, () => String(i + 1)))
          .map((line) => ({ line, by: random.next().value ?? 0 }))
          .sort((a, b) => a.by - b.by)
        const series = items.map(({ line }, n) => refund(n, [{ line, quantity: 1 }]))
        const reach = { day: Math.floor(at / DAY) + 1, at: at + 1_000 }
        const bit = fold(timeline, [paid, completed, ...series], reach)
        const whole = fold(timeline, [paid, completed, refund(0)], reach)
        for (const ladder in whole.state.standing.ladders)
          expect(bit.state.standing.ladders[ladder]?.growth).toBe(whole.state.standing.ladders[ladder]?.growth)
        expect(availablePoints(bit.state.standing)).toBe(availablePoints(whole.state.standing))
        expect(kept(bit.decisions)).toEqual(kept(whole.decisions))
        // Nothing of what a campaign gave with the order is left.
        const left = (rule: string) =>
          bit.decisions.movements.reduce(
            (sum, m) =>
              sum + (m.rule !== rule || m.unit !== 'points' ? 0 : m.from === 'issued' ? m.amount : m.to === 'reversed' ? -m.amount : 0),
            0,
          )
        const rules = new Set(bit.decisions.movements.flatMap(({ rule }) => (rule?.startsWith('campaign:') ? [rule] : [])))
        for (const rule of rules) expect(left(rule)).toBe(0)
      }),
      { numRuns: HISTORIES },
    )
  },
  LONG,
)

test('budgets of a date and of the whole are never overdrawn, however many members draw on them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: instant, amount: fc.integer({ min: 0, max: 500_00 }) }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 0, max: 3_000 }),
      (orders, perDay, more) => {
        const total = perDay + more
        const document: ProgramDocument = {
          semantics: 2,
          timeZone: 'UTC',
          currency: 'CNY',
          ladders: [
            {
              id: 'l',
              name: 'l',
              primary: true,
              spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
              tiers: [],
            },
          ],
          growthRules: [],
          earningRules: [{ id: 'r', name: 'r', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } }],
          points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
        }
        const spans = [{ from: 0, until: null, began: 1, stopped: null }]
        const effects: Effect[] = [{ at: { kind: 'order' }, gives: { kind: 'points_bonus', bps: 10_000 }, limits: { perDay, total } }]
        const timeline = under(
          [document],
          [
            {
              id: 'c',
              root: 'c',
              kind: 'double_points',
              name: 'c',
              terms: { schedule: { from: '2023-01-01', on: { kind: 'every_day' } }, audience: {}, effects },
              spans,
              paused: false,
            },
          ],
        )
        const taken = new Map<string, number>()
        const let_ = new Map<string, number>()
        let cause = ''
        const admit = (rule: string, wanted: number, event: string, budget: number): number => {
          const key = `${cause}${event} ${rule}`
          const before = let_.get(key) ?? 0
          const given = Math.min(wanted, before + budget - (taken.get(rule) ?? 0))
          taken.set(rule, (taken.get(rule) ?? 0) - before + given)
          let_.set(key, given)
          return given
        }
        const byDate = new Map<number, number>()
        let wanted = 0
        for (const [i, { at, amount }] of orders.entries()) {
          cause = `m${i} `
          const run = new Run(timeline, newState(), admit)
          const day = Math.floor(at / DAY)
          run.apply({
            id: 'e',
            source: 's',
            key: 'e',
            at,
            day,
            store: null,
            body: { type: 'order.paid', channel: 'c', order_no: 'o', amount },
          })
          const gave = run.decisions.movements.reduce((sum, m) => sum + (m.rule === 'campaign:c:0' ? m.amount : 0), 0)
          byDate.set(day, (byDate.get(day) ?? 0) + gave)
          // Double: what the whole is more than the order would give without it.
          wanted += Math.floor((2 * amount) / 100) - Math.floor(amount / 100)
        }
        const whole = [...byDate.values()].reduce((sum, one) => sum + one, 0)
        for (const [day, gave] of byDate) {
          expect(gave).toBeLessThanOrEqual(perDay)
          expect(taken.get(`campaign:c:0@${new Date(day * DAY).toISOString().slice(0, 10)}`) ?? 0).toBe(gave)
        }
        expect(whole).toBeLessThanOrEqual(Math.min(total, wanted))
        expect(taken.get('campaign:c:0') ?? 0).toBe(whole)
        // Nothing is held back: where there is room everywhere, everybody has what is theirs.
        if (wanted <= perDay) expect(whole).toBe(wanted)
      },
    ),
    { numRuns: 300 },
  )
})
