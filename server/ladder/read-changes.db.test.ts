import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import type { ProgramDocument } from '@/server/engine/program/document'
import { newId } from '@/server/platform/ids'
import { ChangeQuery, readChanges, readMovement } from './read-changes'

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
  semantics: 2,
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

/** Months ago, on its 15th, as the database counts them. */
const monthsAgo = async (months: number): Promise<string> => {
  const [row] = await database.owner<{ day: string }[]>`
    select (date_trunc('month', now() at time zone 'Asia/Shanghai') - make_interval(months => ${months}) + interval '14 days')::date::text as day`
  return row?.day ?? ''
}

async function house() {
  const tenant = await mintTenant({ program })
  const store = await mintStore(tenant.scope)
  const members = [newId(), newId()]
  for (const [place, id] of members.entries())
    await database.owner`
      insert into members (tenant_id, id, code, joined_at, joined_on, store_ids)
      values (${tenant.tenantId}, ${id}, ${`M${place}`}, now(), current_date, ${place === 0 ? [store.id] : []}::uuid[])`
  const moves: [member: number, ago: number, from: string | null, to: string | null, reason: string | null, current: boolean][] = [
    [0, 13, 'bronze', 'silver', 'reached', true],
    [0, 2, 'silver', 'gold', 'reached', true],
    [0, 1, 'gold', 'bronze', 'ended', true],
    [1, 1, 'bronze', 'gold', null, true],
    [1, 0, 'gold', 'silver', 'by_hand', true],
    [1, 0, 'gold', 'bronze', 'fell', false],
  ]
  for (const [member, ago, from, to, reason, current] of moves) {
    const day = await monthsAgo(ago)
    await database.owner`
      insert into tier_history (tenant_id, id, member_id, ladder_id, ordinal, business_day, counts_from, from_tier, to_tier, cause, version_id, measured, threshold, reason, is_current)
      values (${tenant.tenantId}, ${newId()}, ${members[member] as string}, 'main', 0, ${day}::text::date, ${day}::text::date, ${from}, ${to}, ${`day:${day}`}, ${tenant.versionId}, 70000, 50000, ${reason}, ${current})`
  }
  const manager = await mintOperator(tenant.tenantId, 'store_manager', [store.id])
  return { ...tenant, manager }
}

test('changes are listed newest first, in names, without those that later facts took back', async () => {
  const { scope, manager } = await house()
  const ask = (query: Partial<ChangeQuery> = {}, by = scope) => readChanges(by, ChangeQuery.parse(query))
  const all = await ask()
  expect(all).toMatchObject({ total: 5, anyChange: true, tiers: [{ name: '示例 bronze' }, { name: '示例 silver' }, { name: '示例 gold' }] })
  expect(all.rows[0]).toMatchObject({
    member: { code: 'M1' },
    ladder: '示例等级',
    from: { name: '示例 gold' },
    to: { name: '示例 silver' },
    rise: false,
    reason: 'by_hand',
    measure: 'net_spend',
    measured: 70_000,
    threshold: 50_000,
  })
  expect((await ask({ tierId: 'silver' })).total).toBe(3)
  expect((await ask({ reason: 'reached' })).rows.map((row) => row.rise)).toEqual([true, true])
  expect((await ask({ from: await monthsAgo(1), to: await monthsAgo(1) })).total).toBe(2)
  expect((await ask({ page: 2, pageSize: 3 })).rows).toHaveLength(2)
  expect(await ask({ tierId: 'gone' })).toMatchObject({ rows: [], total: 0, anyChange: true })
  expect(
    (await ask({}, manager.scope)).rows.map((row) => row.member.code),
    'of the own store only',
  ).toEqual(['M0', 'M0', 'M0'])
})

test('moves up and down are counted by month over a year, quiet months included', async () => {
  const { scope } = await house()
  const months = await readMovement(scope)
  expect(months).toHaveLength(12)
  expect(months.slice(-3).map(({ up, down }) => [up, down])).toEqual([
    [1, 0],
    [1, 1],
    [0, 1],
  ])
  expect(months.slice(0, -3).every(({ up, down }) => up === 0 && down === 0)).toBe(true)
})

test('an empty house has no change, and says that no filter hides one', async () => {
  const { scope } = await mintTenant()
  expect(await readChanges(scope, ChangeQuery.parse({}))).toEqual({ rows: [], total: 0, anyChange: false, tiers: [] })
})
