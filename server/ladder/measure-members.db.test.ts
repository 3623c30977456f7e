import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { type MintedTenant, mintTenant } from '@/db/testing/mint'
import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import type { Window } from '@/server/engine/condition/window'
import { type LadderSpec, Measure } from '@/server/engine/ladder/ladder'
import { readGauge } from '@/server/engine/measure/gauge'
import { type LadderStanding, type MemberState, newState, storedOf } from '@/server/engine/state'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { createLadder } from './create-ladder'
import { measureSql } from './measure-members'
import { countAtLeast, readDistribution } from './read-distribution'
import { updateLadder } from './update-ladder'

const database = testDatabase()
const today = dayOf('2026-03-01')

const standing = (change: Partial<LadderStanding>): LadderStanding => ({
  tier: null,
  anchor: null,
  from: null,
  base: null,
  until: null,
  grace: null,
  override: null,
  held: null,
  growth: 0,
  growthDays: [],
  sum: 0,
  head: 0,
  moves: 0,
  rewards: {},
  ...change,
})

/** A member with something of everything, some of it long ago, some on the day the tier was entered. */
function aState(seed: number, joined: Day | null, ladder: string): MemberState {
  const state = newState()
  const entered = today - 20
  state.history.joined = joined
  for (const [back, factor] of [
    [900, 1],
    [400, 2],
    [365, 3],
    [70, 4],
    [59, 5],
    [20, 6],
    [1, -2],
    [0, 7],
  ] as const) {
    const spend = factor * 100 * (seed + 1)
    state.history.days.push([
      today - back,
      spend,
      factor > 0 ? 1 : 0,
      back % 2,
      factor > 0 ? [spend] : [],
      { referrals: seed, recharged: spend, memberships: 1 },
    ])
    state.history.spend += spend
    state.history.orders += factor > 0 ? 1 : 0
    state.history.checkIns += back % 2
    state.standing.earnedDays.push([today - back, factor * (seed + 2)])
  }
  state.history.days.push([today + 1, 0, 0, 0])
  state.history.categories = {
    咖啡: [
      [today - 400, 50],
      [today - 3, 70 * seed],
    ],
  }
  const growthDays: LadderStanding['growthDays'] = [
    [today - 100, 30],
    [today - 2, 4 * seed],
  ]
  state.standing.ladders[ladder] = standing({
    growth: 34 * (seed + 1),
    growthDays,
    from: seed === 0 ? null : entered,
    base: seed === 0 ? null : { net_spend: 5, order_count: 1, growth: 2, check_ins: 0, points_earned: 3 },
  })
  return state
}

let house: MintedTenant & { ladderId: string; states: Map<string, MemberState> }

beforeAll(async () => {
  const tenant = await mintTenant()
  const { id: ladderId } = await createLadder(tenant.scope, { name: '示例等级', measure: 'net_spend' })
  const states = new Map<string, MemberState>()
  const joins = [null, dayOf('2020-02-29'), dayOf('2024-03-01'), dayOf('2025-12-31')]
  for (const [seed, joined] of joins.entries()) {
    const [id, state] = [newId(), aState(seed, joined, ladderId)]
    states.set(id, state)
    const on = isoOf(joined ?? today)
    await database.owner`
      insert into members (tenant_id, id, code, joined_at, joined_on, points, net_spend, order_count, state)
      values (${tenant.tenantId}, ${id}, ${`M${seed}`}, ${`${on}T00:00:00Z`}, ${on}::text::date, 0, ${state.history.spend}, ${state.history.orders}, ${JSON.stringify(storedOf(state))}::text::jsonb)`
  }
  await database.owner`
    insert into members (tenant_id, id, code, joined_at, joined_on) values (${tenant.tenantId}, ${newId()}, 'M-new', now(), current_date)`
  house = { ...tenant, ladderId, states }
})

const windows: Window[] = [
  { kind: 'lifetime' },
  { kind: 'rolling_days', days: 60 },
  { kind: 'calendar_month' },
  { kind: 'calendar_quarter' },
  { kind: 'calendar_half' },
  { kind: 'calendar_year' },
  { kind: 'joining_year' },
  { kind: 'tier_period' },
]

describe.each(Measure.options)('%s', (measure) => {
  test.each(windows)('over $kind is in SQL what the gauge reads of each member', async (window) => {
    const spec = { measure, window, ...(measure === 'category_spend' ? { category: '咖啡' } : {}) }
    const rows = await inTenant(house.scope, 'program:read', (tx) => {
      const value = measureSql(tx, house.ladderId, spec, today)
      return tx.sql<{ id: string; value: number }[]>`select m.id, (${value})::bigint as value from members m where m.state is not null`
    })
    const read = (state: MemberState) =>
      readGauge({ measure, window, category: spec.category }, state, state.standing.ladders[house.ladderId], today)
    expect(new Map(rows.map((row) => [row.id, Number(row.value)]))).toEqual(
      new Map([...house.states].map(([id, state]) => [id, read(state)])),
    )
  })
})

const setSpec = async (spec: LadderSpec) => {
  const [row] = await database.owner<{ revision: number }[]>`select revision from ladders where id = ${house.ladderId}`
  await updateLadder(house.scope, { ladderId: house.ladderId, revision: row?.revision ?? 0, name: '示例等级', spec })
}

test('the curve says how many members have at least each value, and a typed amount is counted exactly', async () => {
  await setSpec({ measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } })
  const curve = await readDistribution(house.scope, { ladderId: house.ladderId })
  expect(curve).toMatchObject({
    members: 5,
    exact: true,
    points: [
      [0, 5],
      [2_600, 4],
      [5_200, 3],
      [7_800, 2],
      [10_400, 1],
    ],
  })
  const { atLeast } = await countAtLeast(house.scope, { ladderId: house.ladderId, thresholds: [10_401, 0, 2_601, 5_200] })
  expect(atLeast).toEqual([0, 5, 3, 3])
})

test('of very many values the curve keeps a few hundred, the least and the greatest among them', async () => {
  const crowd = await mintTenant()
  const { id: ladderId } = await createLadder(crowd.scope, { name: '示例等级', measure: 'net_spend' })
  await database.owner`
    insert into members (tenant_id, id, code, joined_at, joined_on, net_spend)
    select ${crowd.tenantId}, gen_random_uuid(), 'C' || n, now(), current_date, n * n from generate_series(1, 3000) n`
  const curve = await readDistribution(crowd.scope, { ladderId })
  expect(curve).toMatchObject({ members: 3_000, exact: false })
  expect(curve.points.length).toBeLessThanOrEqual(402)
  expect([curve.points[0], curve.points.at(-1)]).toEqual([
    [1, 3_000],
    [9_000_000, 1],
  ])
  for (const [value, atLeast] of curve.points) expect(atLeast).toBe(3_000 - Math.sqrt(value) + 1)
})

test('what nobody has yet is a curve of zero, in an empty house none at all', async () => {
  const empty = await mintTenant()
  const { id: ladderId } = await createLadder(empty.scope, { name: '示例等级', measure: 'growth' })
  expect(await readDistribution(empty.scope, { ladderId })).toMatchObject({ members: 0, exact: true, points: [] })
  expect((await countAtLeast(empty.scope, { ladderId, thresholds: [0, 5] })).atLeast).toEqual([0, 0])
})
