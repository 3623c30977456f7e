import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import type { ProgramDocument } from '@/server/engine/program/document'
import { earning, fieldProgram } from '@/server/engine/scenarios/field'
import { STATE_SHAPE } from '@/server/engine/state'
import type { FactBody } from '@/server/engine/vocabulary'
import { registerMembers } from '@/server/member/register-members'
import type { TenantScope } from '@/server/platform/scope'
import { advanceTenant } from './advance-tenant'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'
import { publishProgram } from './publish-program'

const database = testDatabase()

const paid = (order_no: string, units: number): FactBody => ({ type: 'order.paid', channel: 'c', order_no, amount: units * 100 })

/** Something happens to a member of a new shop in UTC, at noon of a date. */
const send = (scope: TenantScope, member: string, date: string, body: FactBody, event_id = JSON.stringify([member, date, body])) =>
  applyEvents(scope, [{ source: 'till', event_id: event_id.slice(0, 120), member, enrols: true, occurred_at: `${date}T12:00:00Z`, body }])

const shop = async (document: ProgramDocument) => (await mintTenant({ program: document, timeZone: 'UTC' })).scope

const issued = async (scope: TenantScope): Promise<number> => {
  const [row] = await database.owner<{ sum: number }[]>`
    select coalesce(sum(case when from_account = 'issued' then amount when to_account = 'issued' then -amount else 0 end), 0)::int as sum
    from ledger_entries where tenant_id = ${scope.tenantId} and unit = 'points'`
  return row?.sum ?? 0
}
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

test('a budget that rules share is never overspent, however many ask at once', async () => {
  const scope = await shop(
    fieldProgram({ earningRules: [earning('gift', { reward: { kind: 'flat', points: 30 }, caps: { budget: 100 } })] }),
  )
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => send(scope, `m${i}`, '2024-01-05', paid(`o${i}`, 10))))
  const earned = answers.map(([answer]) => answer?.result?.earned ?? -1).sort((a, b) => b - a)
  expect(earned).toEqual([30, 30, 30, 10, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(await issued(scope)).toBe(100)
  await sound(scope)
})

test('a fold asks a budget only for more, and gives back what is no longer wanted', async () => {
  const first = { fact: 'member.order_count', operator: 'eq' as const, value: 0 }
  const rate = { kind: 'rate' as const, points: 1, per: 100 }
  const scope = await shop(fieldProgram({ earningRules: [earning('first', { when: first, reward: rate, caps: { budget: 100 } })] }))
  await send(scope, 'a', '2024-01-10', paid('a2', 80))
  // An order of before comes late: it is the first now, and the other one gives its part back.
  await send(scope, 'a', '2024-01-02', paid('a1', 30))
  expect(await issued(scope)).toBe(30)
  await sound(scope)
  await send(scope, 'b', '2024-01-11', paid('b1', 90))
  expect(await issued(scope)).toBe(100)
  await sound(scope)
})

const climbing = (over: Partial<ProgramDocument> = {}) =>
  fieldProgram({
    tiers: [
      ['Member', 0],
      ['Silver', 100_00, { entryPoints: 50 }],
    ],
    spec: {
      validity: { kind: 'days', days: 10, downgrade: 'base' },
      retention: { measure: 'net_spend', window: { kind: 'tier_period' } },
      notices: [3],
    },
    ...over,
  })

test('entering a tier is rewarded once in a validity, and folding again does not give it twice', async () => {
  const scope = await shop(climbing())
  await send(scope, 'a', '2024-01-05', paid('1', 120))
  expect(await issued(scope)).toBe(50)
  // A late order has the tier reached a day earlier; the reward of that validity stands as it was given.
  await send(scope, 'a', '2024-01-04', paid('0', 100))
  expect(await issued(scope)).toBe(50)
  await sound(scope)
  // It ends, and is reached again: a new validity, a new reward.
  await advanceTenant(scope, { to: '2024-02-01' })
  await send(scope, 'a', '2024-02-02', paid('2', 10))
  expect(await issued(scope)).toBe(100)
  await sound(scope)
})

test('a member is told once of what is about to end, and never of what is over', async () => {
  const today = dayOf(new Date().toISOString().slice(0, 10))
  const told = async (scope: TenantScope) =>
    (
      await database.owner<{ topic: string; payload: Record<string, unknown> }[]>`
        select topic, payload from outbox where tenant_id = ${scope.tenantId} and topic in ('points.expiring', 'tier.ending') order by topic`
    ).map(({ topic, payload }) => [topic, payload.on, payload.days])
  const policy: ProgramDocument['points'] = {
    expiry: { kind: 'rolling', unit: 'days', count: 10 },
    clawback: 'allow_debt',
    bonusCapBps: 30_000,
    reminders: [7, 1],
  }
  const scope = await shop(climbing({ points: policy, earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })] }))
  // Long ago: everything of it is over.
  await send(scope, 'old', '2020-01-05', paid('old', 120))
  await send(scope, 'new', isoOf(today - 8), paid('new', 120))
  await advanceTenant(scope, { to: isoOf(today) })
  await advanceTenant(scope, { to: isoOf(today) })
  const ends = isoOf(today + 2)
  expect(await told(scope)).toEqual([
    ['points.expiring', ends, 7],
    ['tier.ending', ends, 3],
  ])
  await sound(scope)
})

test('an event 400 days late folds its member again: the difference is added, and says what it puts right', async () => {
  const scope = await shop(
    fieldProgram({
      tiers: [
        ['Member', 0],
        ['Silver', 100_00, { bonusBps: 5_000 }],
      ],
      earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })],
    }),
  )
  await send(scope, 'a', '2024-02-10', paid('now', 100), 'now')
  await send(scope, 'a', '2023-01-06', paid('late', 200), 'late')
  const rows = await database.owner<{ amount: number; cause: string; corrects: string | null }[]>`
    select l.amount::int, l.cause, l.corrects from ledger_entries l where l.tenant_id = ${scope.tenantId} and l.unit = 'points' order by l.recorded_at, l.ordinal`
  const [events] = await database.owner<{ now: string; late: string }[]>`
    select max(id::text) filter (where event_key = 'now') as now, max(id::text) filter (where event_key = 'late') as late
    from events where tenant_id = ${scope.tenantId}`
  expect(rows.map(({ amount, cause, corrects }) => [amount, cause, corrects])).toEqual(
    expect.arrayContaining([
      [100, events?.now, null],
      [200, events?.late, null],
      // The later order had the bonus of the tier that the late one lifts to.
      [50, `refold:${events?.late}`, events?.now],
    ]),
  )
  expect(rows).toHaveLength(3)
  const history = await database.owner<{ to_tier: string; business_day: string; is_current: boolean }[]>`
    select to_tier, business_day::text, is_current from tier_history where tenant_id = ${scope.tenantId} order by business_day`
  expect(history.map((row) => [row.business_day, row.is_current])).toEqual([
    ['2023-01-06', true],
    ['2024-02-10', false],
  ])
  await sound(scope)
})

test('a member stored by an earlier release is folded again when next touched, to the same', async () => {
  const scope = await shop(climbing({ earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })] }))
  await send(scope, 'a', '2024-01-05', paid('1', 120))
  const before = await issued(scope)
  // What the first shape did not have.
  await database.owner`
    update members set state = (state - 'shape') || jsonb_build_object(
      'history', (state->'history') - '{categories,lastActive,birthday,profileCompleted,fields,tags}'::text[],
      'standing', (state->'standing') - '{pending,earnedDays,given,birthdayYear}'::text[]
        || jsonb_build_object('ladders', jsonb_build_object('ladder', (state->'standing'->'ladders'->'ladder') - '{from,base,grace,override,held,rewards}'::text[])))
    where tenant_id = ${scope.tenantId}`
  await sound(scope)
  await send(scope, 'a', '2024-01-06', paid('2', 10))
  expect(await issued(scope)).toBe(before + 10)
  const [row] = await database.owner<
    { shape: number }[]
  >`select (state->>'shape')::int as shape from members where tenant_id = ${scope.tenantId}`
  expect(row?.shape).toBe(STATE_SHAPE)
  await sound(scope)
})

test('a member who was brought in by file has been one since the day the file says', async () => {
  const scope = await shop(
    fieldProgram({
      earningRules: [
        earning('loyal', { when: { fact: 'member.days_since_joining', operator: 'gte', value: 365 }, reward: { kind: 'flat', points: 7 } }),
      ],
    }),
  )
  await registerMembers(scope, [
    { code: 'old', joinedAt: '2022-01-01T00:00:00Z' },
    { code: 'new', joinedAt: '2023-12-31T00:00:00Z' },
  ])
  await send(scope, 'old', '2024-01-01', paid('1', 10))
  await send(scope, 'new', '2024-01-01', paid('2', 10))
  expect(await issued(scope)).toBe(7)
  // A registration that is told later does not make anybody younger.
  await send(scope, 'old', '2024-02-01', { type: 'member.registered' })
  await send(scope, 'old', '2024-02-02', paid('3', 10))
  expect(await issued(scope)).toBe(14)
  await sound(scope)
})

test('a reward taken back and earned again on one day is given again', async () => {
  const scope = await shop(
    climbing({
      ladders: fieldProgram({
        tiers: [
          ['Member', 0],
          ['Silver', 100_00, { entryPoints: 50 }],
        ],
        spec: { falls: 'at_once', entry: { on: 'final', takeBack: true } },
      }).ladders,
    }),
  )
  await send(scope, 'a', '2024-01-05', paid('1', 120))
  await send(scope, 'a', '2024-01-05', { type: 'order.refunded', channel: 'c', refund_no: 'r', order_no: '1' }, 'back')
  const [answer] = await send(scope, 'a', '2024-01-05', paid('2', 120), 'again')
  expect(answer?.status).toBe('applied')
  await sound(scope)
})

test('a budget that begins later does not judge today', async () => {
  const limited = (budget: number) =>
    fieldProgram({ earningRules: [earning('gift', { reward: { kind: 'flat', points: 30 }, caps: { budget } })] })
  const scope = await shop(limited(40))
  const later = isoOf(dayOf(new Date().toISOString().slice(0, 10)) + 30)
  await publishProgram(scope, { document: limited(1_000), effectiveFrom: later })
  for (const name of ['a', 'b', 'c']) await send(scope, name, '2024-01-05', paid(name, 10))
  expect(await issued(scope)).toBe(40)
  await sound(scope)
})

test('points that exchanged themselves are told of, late orders or not', async () => {
  const scope = await shop(
    fieldProgram({
      earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })],
      points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000, autoRedeem: { at: 100, reward: 'gift' } },
    }),
  )
  await send(scope, 'a', '2024-01-05', paid('1', 60))
  await send(scope, 'a', '2024-01-04', paid('0', 60))
  const told = await database.owner<{ amount: number }[]>`
    select (payload->>'amount')::int as amount from outbox where tenant_id = ${scope.tenantId} and topic = 'points.auto_redeemed'`
  expect(told.map(({ amount }) => amount)).toEqual([100])
  await sound(scope)
})
