import { afterEach, expect, test, vi } from 'vitest'
import { programVersions } from '@/db/schema'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { EarningRule } from '@/server/engine/points/earning-rule'
import type { ProgramDocument } from '@/server/engine/program/document'
import { tryOut } from '@/server/engine/program/trial'
import { startReal } from '@/server/engine/program/trial-start'
import type { StoredEventBody } from '@/server/engine/vocabulary'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { advanceTenant } from './advance-tenant'
import { applyEvents, applyEventsWithin } from './apply-events'
import { trialMember } from './trial-member'

testDatabase()

const program: ProgramDocument = {
  semantics: 2,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '示例等级',
      primary: true,
      spec: {
        measure: 'net_spend',
        window: { kind: 'rolling_days', days: 60 },
        validity: { kind: 'days', days: 45, downgrade: 'recalculate', graceDays: 5 },
        entry: { on: 'passed', takeBack: true },
        notices: [10],
      },
      tiers: [
        { id: 'base', code: 'base', name: '普通', color: '#888888', icon: 'star', threshold: 0, bonusBps: 0 },
        { id: 'silver', code: 'silver', name: '银卡', color: '#888888', icon: 'star', threshold: 100_00, bonusBps: 1000, entryPoints: 20 },
        { id: 'gold', code: 'gold', name: '金卡', color: '#aa8800', icon: 'crown', threshold: 500_00, bonusBps: 2000, entryPoints: 50 },
      ],
    },
    {
      id: 'grow',
      name: '成长',
      primary: false,
      spec: { measure: 'growth', window: { kind: 'lifetime' }, validity: { kind: 'forever' } },
      tiers: [{ id: 'g1', code: 'g1', name: '一级', color: '#888888', icon: 'leaf', threshold: 50, bonusBps: 500 }],
    },
  ],
  growthRules: [
    { id: 'g', ladderId: 'grow', name: '成长', spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 1000 } } },
  ],
  earningRules: [
    { id: 'rate', name: '消费积分', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 }, caps: { perDay: 700 } } },
    {
      id: 'tea',
      name: '茶类翻倍',
      spec: {
        trigger: 'order.paid',
        lines: { fact: 'line.category', operator: 'in', value: ['茶'] },
        reward: { kind: 'multiplier', factorBps: 20_000 },
      },
    },
    { id: 'in', name: '签到', spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 5 }, caps: { budget: 12 } } },
    { id: 'done', name: '完成', spec: { trigger: 'order.completed', reward: { kind: 'per_item', points: 3 } } },
    { id: 'born', name: '生日', spec: { trigger: 'member.birthday', reward: { kind: 'flat', points: 66 } } },
    { id: 'wash', name: '洗车', spec: { trigger: 'custom', event: 'wash', reward: { kind: 'flat', points: 9 }, caps: { perMonth: 10 } } },
    { id: 'top', name: '充值', spec: { trigger: 'stored.recharged', reward: { kind: 'rate', points: 1, per: 1000, mode: 'full_step' } } },
  ],
  points: {
    expiry: { kind: 'rolling', unit: 'days', count: 40 },
    clawback: 'allow_debt',
    bonusCapBps: 30_000,
    pending: { from: 'payment', days: 3 },
    reminders: [7],
  },
  events: [{ id: 'e', key: 'wash', name: '洗车' }],
}
const richer: ProgramDocument = {
  ...program,
  earningRules: program.earningRules.map((rule) =>
    rule.id === 'rate' ? { ...rule, spec: { ...rule.spec, reward: { kind: 'rate' as const, points: 3, per: 100 } } } : rule,
  ),
}

const NOW = Date.parse('2026-03-10T04:00:00Z')
const DAY = 86_400_000
const at = (days: number) => NOW + days * DAY

afterEach(() => vi.useRealTimers())

async function house() {
  vi.useFakeTimers({ toFake: ['Date'], now: at(-30) })
  const { scope } = await mintTenant({ program })
  const [answer] = await registerMembers(scope, [{ code: 'P1', name: '示例甲', joinedAt: new Date(at(-30)).toISOString() }])
  if (answer?.status !== 'new') throw new Error('not registered')
  await live(scope, -30, { type: 'member.registered' })
  await live(scope, -29, { type: 'member.profile_changed', birthday: '03-20', fields: {} })
  await live(scope, -20, order('a', 300_00))
  await live(scope, -10, order('b', 80_00))
  await live(scope, -5, { type: 'member.checked_in' })
  vi.setSystemTime(NOW)
  await advanceTenant(scope)
  return { scope, memberId: answer.memberId }
}

const incoming = (days: number, body: object, name: string) => ({
  source: 'api',
  event_id: name,
  member: 'P1',
  occurred_at: new Date(at(days)).toISOString(),
  body,
})

async function live(scope: TenantScope, days: number, body: object): Promise<void> {
  vi.setSystemTime(at(days))
  const [answer] = await applyEvents(scope, [incoming(days, body, `${days}`)])
  if (answer?.status !== 'applied') throw new Error(JSON.stringify(answer))
}

function order(order_no: string, amount: number, category?: string) {
  const line = category === undefined ? { amount } : { amount, category }
  return { type: 'order.paid' as const, channel: 'default', order_no, lines: [{ ...line, quantity: 2 }] } satisfies StoredEventBody
}

const withBudget = (rule: EarningRule, budget: number): EarningRule => ({ ...rule, spec: { ...rule.spec, caps: { budget } } })

class Rollback extends Error {}

/** What the server makes of it in truth: night after night, then the event, all of it taken back afterwards. */
async function onServer(scope: TenantScope, memberId: string, days: number, body: object) {
  vi.setSystemTime(at(days))
  let found: unknown
  await inTenant(scope, 'event:write', async (tx) => {
    const [answer] = await applyEventsWithin(tx, [incoming(days, body, 'tried')])
    const rows = await tx.sql`
      select unit, amount, from_account as "from", to_account as "to", rule_id as rule, business_day::text as day from ledger_entries
      where member_id = ${memberId} and cause in (select id::text from events where event_key = 'tried' or (type = 'points.granted' and business_day = ${isoOf(localDay('Asia/Shanghai', at(days)))}::date))
      order by recorded_at, cause <> (select id::text from events where event_key = 'tried'), cause, ordinal`
    const [outcome] = await tx.sql<{ trace: { rules: unknown; growth: unknown; notes: unknown } }[]>`
      select outcome->'trace' as trace from events where event_key = 'tried'`
    const [member] = await tx.sql`select points, pending, debt, tier_id as tier from members where id = ${memberId}`
    found = {
      answer: answer?.result,
      rows,
      rules: outcome?.trace.rules,
      growth: outcome?.trace.growth,
      notes: outcome?.trace.notes,
      member,
    }
    throw new Rollback()
  }).catch((error: unknown) => {
    if (!(error instanceof Rollback)) throw error
  })
  return found
}

/** What the browser makes of it, with what the server handed out on the first day. */
async function inBrowser(scope: TenantScope, memberId: string, days: number, body: object) {
  const handed = JSON.parse(JSON.stringify(await trialMember(scope, { memberId })))
  const { timeline, state, timeZone, given } = startReal(handed, null, NOW)
  const attempt = { day: localDay(timeZone, at(days)), at: at(days), store: null, body: body as StoredEventBody }
  const { after, event, outcome } = tryOut(timeline, state, [attempt], given)
  const primary = after.standing.ladders.main
  return {
    answer: outcome?.answer,
    rows: event.movements.map(({ unit, amount, from, to, rule, day }) => ({ unit, amount, from, to, rule, day: isoOf(day) })),
    rules: outcome?.trace.rules,
    growth: outcome?.trace.growth,
    notes: outcome?.trace.notes,
    member: {
      points: after.standing.lots.reduce((sum, lot) => sum + lot.left, 0),
      pending: after.standing.pending.reduce((sum, lot) => sum + lot.left, 0),
      debt: after.standing.debt,
      tier: primary?.tier,
    },
  }
}

const tried: [what: string, days: number, body: object][] = [
  ['an order', 0, order('t', 50_00)],
  ['an order of tea', 0, order('t', 50_00, '茶')],
  ['an order that lifts two rungs', 0, order('t', 900_00)],
  ['an order behind an expiry, a birthday and the end of a tier', 60, order('t', 120_00, '茶')],
  ['a refund of a part', 1, { type: 'order.refunded', channel: 'default', refund_no: 'r', order_no: 'a', amount: 120_00 }],
  [
    'a refund by lines',
    1,
    { type: 'order.refunded', channel: 'default', refund_no: 'r', order_no: 'b', lines: [{ line: '1', quantity: 1 }] },
  ],
  ['a refund of everything', 2, { type: 'order.refunded', channel: 'default', refund_no: 'r', order_no: 'a' }],
  ['a refund that names no order', 0, { type: 'order.refunded', channel: 'default', refund_no: 'r', amount: 40_00 }],
  ['a refund whose order never came', 0, { type: 'order.refunded', channel: 'default', refund_no: 'r', order_no: 'none', amount: 1 }],
  ['a completion', 1, { type: 'order.completed', channel: 'default', order_no: 'b' }],
  ['a check-in on the rest of a budget', 1, { type: 'member.checked_in' }],
  ['an event of the merchant', 3, { type: 'custom', event: 'wash', amount: 5 }],
  ['a recharge by whole steps', 3, { type: 'stored.recharged', channel: 'default', recharge_no: 'x', amount: 35_99 }],
  ['a profile told on the birthday', 10, { type: 'member.tagged', add: ['茶客'], remove: [] }],
]

test('a trial in the browser says what the server would make of it', async () => {
  const { scope, memberId } = await house()
  // Nights pass on the server too; the trials are handed what stood on the first day.
  const browser = []
  for (const [what, days, body] of tried) browser.push([what, await inBrowser(scope, memberId, days, body)])
  for (const [place, [what, days, body]] of tried.map((one, place) => [place, one] as const).sort((a, b) => a[1][1] - b[1][1])) {
    vi.setSystemTime(at(days))
    await advanceTenant(scope)
    expect([what, await onServer(scope, memberId, days, body)]).toEqual(browser[place])
  }
}, 60_000)

test('a budget is the one of the version that judges, not of one to come', async () => {
  const { scope, memberId } = await house()
  const document = { ...program, earningRules: program.earningRules.map((rule) => (rule.id === 'in' ? withBudget(rule, 5) : rule)) }
  const version = { tenantId: scope.tenantId, id: newId(), number: 2, semantics: 2, publishedBy: 'test', note: '', document }
  await inTenant(scope, 'program:publish', (tx) =>
    tx.orm.insert(programVersions).values({ ...version, effectiveFrom: new Date(at(5)).toISOString() }),
  )
  const checkIn = { type: 'member.checked_in' }
  const [before, behind] = [await inBrowser(scope, memberId, 1, checkIn), await inBrowser(scope, memberId, 6, checkIn)]
  expect(before.answer?.earned).toBe(5)
  expect(await onServer(scope, memberId, 1, checkIn)).toEqual(before)
  expect(behind.answer?.earned).toBe(0)
})

test('by another document it is judged as if that took effect now', async () => {
  const { scope, memberId } = await house()
  const { timeline, state, timeZone, given, begins } = startReal(await trialMember(scope, { memberId }), richer, NOW)
  const attempt = { day: localDay(timeZone, begins), at: begins, store: null, body: order('t', 10_00) }
  const { outcome } = tryOut(timeline, state, [attempt], given)
  expect(outcome?.trace.rules.find(([rule]) => rule === 'rate')?.[1]).toBe(33)
})
