import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import type { ProgramDocument } from '@/server/engine/program/document'
import { registerMembers } from '@/server/member/register-members'
import { newId } from '@/server/platform/ids'
import { tiersAsOf } from './count-tiers'
import { readOverview } from './read-overview'
import { totals } from './sum-totals'
import { monthWalk } from './walk-months'

const database = testDatabase()

const tier = (id: string, threshold: number) => ({
  id,
  code: id,
  name: `示例 ${id}`,
  color: '#888888',
  icon: 'star' as const,
  threshold,
  bonusBps: 0,
})
const program: ProgramDocument = {
  semantics: 1,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '示例等级',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'rolling_days', days: 365 }, validity: { kind: 'none' } },
      tiers: [tier('bronze', 0), tier('silver', 500_00), tier('gold', 2000_00)],
    },
  ],
  growthRules: [],
  earningRules: [],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}

type Change = [member: number, day: string, countsFrom: string, from: string | null, to: string | null]

/** A house of four members, the tier changes given, and one order each on the days given. */
async function house(changes: Change[], orders: [member: number, day: string, paid: number, storeId?: string][]) {
  const tenant = await mintTenant({ program })
  const { tenantId } = tenant
  const store = await mintStore(tenant.scope, { code: 'S1' })
  const answers = await registerMembers(
    tenant.scope,
    [1, 2, 3, 4].map((n) => ({ code: `M${n}`, joinedAt: `2026-0${n}-01T00:00:00+08:00`, ...(n === 1 ? { store: 'S1' } : {}) })),
  )
  const ids = answers.map((answer) => ('memberId' in answer ? answer.memberId : ''))
  const sql = database.owner
  const ordinals = new Map<number, number>()
  for (const [member, day, countsFrom, from, to] of changes) {
    const ordinal = ordinals.get(member) ?? 0
    ordinals.set(member, ordinal + 1)
    await sql`
      insert into tier_history (tenant_id, id, member_id, ladder_id, ordinal, business_day, counts_from, from_tier, to_tier, cause, measured, threshold)
      values (${tenantId}, ${newId()}, ${ids[member - 1] ?? ''}, 'main', ${ordinal}, ${day}::text::date, ${countsFrom}::text::date, ${from}, ${to}, ${`day:${day}`}, 0, 0)`
  }
  for (const [member, day, paid, storeId] of orders) {
    const id = newId()
    const of = ids[member - 1] ?? ''
    await sql`
      insert into events (tenant_id, id, member_id, source, event_key, kind, type, occurred_at, business_day, store_id, body, body_hash, outcome)
      values (${tenantId}, ${id}, ${of}, 'api', ${id}, 'fact', 'order.paid', now(), ${day}::text::date, ${storeId === undefined ? null : store.id}, '{}', '', '{}')`
    await sql`
      insert into orders (tenant_id, id, member_id, channel, order_no, business_day, store_id, paid, refunded, record)
      values (${tenantId}, ${id}, ${of}, 'default', ${id}, ${day}::text::date, ${storeId === undefined ? null : store.id}, ${paid}, 0, '{}')`
    await sql`
      insert into ledger_entries (tenant_id, id, member_id, unit, amount, from_account, to_account, lot, cause, ordinal, business_day, store_id)
      values (${tenantId}, ${newId()}, ${of}, 'points', 7, 'issued', 'active', ${id}, ${id}, 0, ${day}::text::date, ${storeId === undefined ? null : store.id})`
  }
  return { ...tenant, store, ids }
}

const shape = (counts: { tiers: { code: string; count: number }[]; none: number }) =>
  Object.fromEntries([...counts.tiers.map((t) => [t.code, t.count]), ['none', counts.none]])

test('tiers as of a date are those of its first moment, over all members or those who had joined', async () => {
  const { scope } = await house(
    [
      [1, '2026-02-10', '2026-02-11', 'bronze', 'silver'],
      [1, '2026-02-10', '2026-02-11', 'silver', 'gold'],
      [1, '2026-03-05', '2026-03-05', 'gold', 'silver'],
      [2, '2026-02-28', '2026-03-01', 'bronze', 'gold'],
    ],
    [],
  )
  expect(shape(await tiersAsOf(scope, '2026-02-10'))).toEqual({ bronze: 4, silver: 0, gold: 0, none: 0 })
  expect(shape(await tiersAsOf(scope, '2026-02-11'))).toEqual({ bronze: 3, silver: 0, gold: 1, none: 0 })
  expect(shape(await tiersAsOf(scope, '2026-02-11', { allMembers: false }))).toEqual({ bronze: 1, silver: 0, gold: 1, none: 0 })
  expect(shape(await tiersAsOf(scope, '2026-03-05'))).toEqual({ bronze: 2, silver: 1, gold: 1, none: 0 })
})

test('the month walk counts those who had bought and compares two month starts', async () => {
  const { scope } = await house(
    [
      [1, '2026-01-20', '2026-01-21', 'bronze', 'gold'],
      [1, '2026-02-20', '2026-02-20', 'gold', 'silver'],
      [2, '2026-01-10', '2026-01-11', 'bronze', 'silver'],
      [2, '2026-01-25', '2026-01-25', 'silver', 'bronze'],
      [3, '2026-02-03', '2026-02-04', 'bronze', 'silver'],
    ],
    [
      [1, '2026-01-20', 3000_00],
      [2, '2026-01-10', 600_00],
      [3, '2026-02-03', 700_00],
    ],
  )
  const steps = await monthWalk(scope, '2026-02-01', '2026-03-15')
  expect(
    steps.map(({ at, members, up, down, tiers }) => ({
      at,
      members,
      up,
      down,
      ...Object.fromEntries(tiers.map((t) => [t.code, t.count])),
    })),
  ).toEqual([
    { at: '2026-02-01', members: 2, up: 1, down: 0, bronze: 1, silver: 0, gold: 1 },
    { at: '2026-03-01', members: 3, up: 1, down: 1, bronze: 1, silver: 2, gold: 0 },
  ])
})

test('a store manager is told of the own stores only', async () => {
  const { scope, tenantId, store } = await house(
    [],
    [
      [1, '2026-02-01', 100_00, 'S1'],
      [2, '2026-02-01', 50_00],
    ],
  )
  expect(await totals(scope)).toMatchObject({ members: 4, orders: 2, net: 150_00, pointsIssued: 14 })
  const manager = (await mintOperator(tenantId, 'store_manager', [store.id])).scope
  expect(await totals(manager)).toMatchObject({ members: 1, orders: 1, net: 100_00, pointsIssued: 7 })
  const overview = await readOverview(manager)
  expect(overview).toMatchObject({ setup: null, ownStoresOnly: true, totals: { orders: 1 } })
  expect(shape(await tiersAsOf(manager, '2026-03-01'))).toEqual({ bronze: 1, silver: 0, gold: 0, none: 0 })
})

test('the setup list ticks itself from what is there', async () => {
  const empty = await mintTenant()
  expect((await readOverview(empty.scope)).setup?.map((step) => step.done)).toEqual([false, false, false, false])
  const { scope, tenantId } = await house([], [[1, '2026-02-01', 100_00]])
  await mintOperator(tenantId, 'operator')
  expect((await readOverview(scope)).setup?.map((step) => step.done)).toEqual([true, true, true, true])
})
