import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { dayOf } from '../calendar/day'
import { enter } from '../ladder/standing'
import { nothingSeen, readFacts } from '../measure/facts'
import { compileProgram } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import { anyCondition, anyLeaf } from '../scenarios/conditions'
import { type DayExtra, type DayRow, type MemberState, newState, storedOf } from '../state'
import { compileCondition } from './compile'
import { type Condition, leavesOf } from './condition'
import { catalogueOf } from './facts'
import { asksOfMembers, selectMembers } from './select'

testDatabase()

const TODAY = dayOf('2024-02-29')
const tiers = ['base', 'silver', 'gold']
const categories = ['咖啡', "it's; drop table members; --", '"]}']
const tags = ['常客', "'); select 1; --", '茶', '']
const fields = [
  { key: 'skin', subject: 'member', label: '皮肤', type: 'text' },
  { key: 'height', subject: 'member', label: '身高', type: 'number' },
  { key: 'card', subject: 'member', label: '开卡', type: 'date' },
  { key: 'wed', subject: 'member', label: '已婚', type: 'yes_no' },
] as const
const texts = ['油性', '干性', "o'il", '']
const dates = ['2023-12-31', '2024-01-31', '2024-02-29']

const document: ProgramDocument = {
  semantics: 2,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '会员等级',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
      tiers: tiers.map((id, i) => ({ id, code: id, name: id, color: '#888888', icon: 'star', threshold: i * 1_000, bonusBps: 0 })),
    },
  ],
  growthRules: [],
  earningRules: [],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}
const program = compileProgram({ id: 'v1', effectiveFrom: 0, document })

// ---- Random states, such as are stored

const anyDay = fc.oneof(
  fc.integer({ min: TODAY - 60, max: TODAY + 1 }),
  fc.integer({ min: TODAY - 800, max: TODAY }),
  // Where windows begin.
  fc.constantFrom(...['2023-02-28', '2023-03-01', '2024-01-01', '2024-02-01', '2023-07-01', '2024-01-30'].map(dayOf)),
)
const anyAmount = fc.constantFrom(-100, -1, 0, 1, 2, 3, 99, 100, 1_000)
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const rising = <T extends readonly [number, ...unknown[]]>(rows: T[]): T[] =>
  [...new Map(rows.map((row) => [row[0], row])).values()].sort((a, b) => a[0] - b[0])
const amountRows = fc.array(fc.tuple(anyDay, anyAmount), { maxLength: 8 }).map(rising)
const few = fc.integer({ min: 0, max: 3 })
const extra = fc.record(
  { referrals: few, recharged: anyAmount, memberships: few, acts: few },
  { requiredKeys: [] },
) as fc.Arbitrary<DayExtra>
const dayRow = fc
  .tuple(anyDay, anyAmount, few, few, optional(fc.array(anyAmount, { maxLength: 3 })), optional(extra))
  .map(([day, spend, orders, checkIns, sizes, more]): DayRow => {
    if (more) return [day, spend, orders, checkIns, sizes, more]
    return sizes ? [day, spend, orders, checkIns, sizes] : [day, spend, orders, checkIns]
  })
const base = fc.dictionary(fc.constantFrom('net_spend', 'order_count', 'growth', 'active_days', `category_spend:${categories[0]}`), few)
const lot = fc.record({ id: fc.constant('l'), earned: anyDay, expires: fc.constant(null), left: fc.integer({ min: 0, max: 120 }) })

const anyState: fc.Arbitrary<MemberState> = fc
  .record({
    joined: fc.option(anyDay),
    days: fc.array(dayRow, { maxLength: 10 }).map(rising),
    categories: fc.dictionary(fc.constantFrom(...categories), amountRows),
    totals: fc.tuple(anyAmount, few, few, anyAmount),
    lastOrder: fc.option(anyDay),
    tags: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 3 }),
    fields: fc.record(
      {
        skin: fc.constantFrom(...texts),
        height: fc.integer({ min: 98, max: 102 }),
        card: fc.constantFrom(...dates),
        wed: fc.constantFrom('yes', 'no'),
      },
      { requiredKeys: [] },
    ),
    tier: fc.option(fc.constantFrom(...tiers)),
    from: fc.option(anyDay),
    base: fc.option(base),
    growthDays: amountRows,
    earnedDays: amountRows,
    lots: fc.array(lot, { maxLength: 3 }),
    debt: fc.constantFrom(0, -50),
    entered: fc.boolean(),
  })
  .map((r) => {
    const state = newState()
    const [spend, orders, checkIns, growth] = r.totals
    Object.assign(state.history, {
      joined: r.joined,
      days: r.days,
      categories: r.categories,
      lastOrder: r.lastOrder,
      spend,
      orders,
      checkIns,
    })
    Object.assign(state.history, { tags: r.tags, fields: r.fields })
    Object.assign(state.standing, { earnedDays: r.earnedDays, lots: r.lots, debt: r.debt })
    const entered = { ...enter(program.primary), tier: r.tier, from: r.from, base: r.base, growth, growthDays: r.growthDays }
    state.standing.ladders.main = entered
    return state
  })

const memberFacts = [...catalogueOf([...fields])].filter(([key]) => key.startsWith('member.'))
const anyAsked = anyCondition(
  anyLeaf(memberFacts, {
    numbers: fc.constantFrom(-100, -1, 0, 1, 2, 3, 5, 28, 30, 99, 100, 101, 365, 1_000),
    dates,
    days: [1, 2, 30, 59, 365, 3_650],
    texts: (fact) =>
      fact === 'member.tier'
        ? [...tiers, 'gone']
        : fact === 'line.category'
          ? [...categories, '无']
          : fact === 'member.tags'
            ? tags
            : texts,
  }),
)

let scope: TenantScope
/** States by member; one for whom nothing was ever stored stands as it will begin. */
const states = new Map<string, MemberState>()

beforeAll(async () => {
  const tenant = await mintTenant({ program: document })
  scope = tenant.scope
  const fresh = newState()
  fresh.standing.ladders.main = enter(program.primary)
  const sample = fc.sample(anyState, { numRuns: 150, seed: 7 })
  await inTenant(scope, 'member:write', async (tx) => {
    for (const [i, state] of [null, ...sample].entries()) {
      const id = newId()
      states.set(id, state ?? fresh)
      await tx.sql`
        insert into members (tenant_id, id, code, joined_at, joined_on, state)
        values (${scope.tenantId}, ${id}, ${`m${i}`}, '2024-01-01T00:00:00Z', '2024-01-01', ${state && JSON.stringify(storedOf(state))}::jsonb)`
    }
  })
})

const foundBy = (condition: Condition, today: number): Promise<string[]> =>
  inTenant(scope, 'member:read', async (tx) => {
    const { text, values } = selectMembers(condition, { today, ladderId: 'main', baseTier: 'base' })
    const rows = await tx.sql.unsafe<{ id: string }[]>(
      `select m.id from (select id, state->'history' as history, state->'standing' as standing from members) m where ${text}`,
      values,
    )
    return rows.map((row) => row.id).sort()
  })

function judgedBy(condition: Condition, today: number): string[] {
  const check = compileCondition(condition, program.slots)
  const slots = [...new Set(leavesOf(condition).map((leaf) => program.slots.slotFor(leaf)))].sort((a, b) => a - b)
  return [...states]
    .filter(([, state]) => check(readFacts(program, state, nothingSeen(today), slots)) === -1)
    .map(([id]) => id)
    .sort()
}

test('who is found by SQL is who the rules would judge so', async () => {
  await fc.assert(
    fc.asyncProperty(anyAsked, fc.constantFrom(TODAY, TODAY + 1, dayOf('2024-03-01'), dayOf('2024-07-01')), async (condition, today) => {
      expect(await foundBy(condition, today)).toEqual(judgedBy(condition, today))
    }),
  )
}, 120_000)

test.each(memberFacts)('each comparison of %s finds whom the rules would judge so', async (key, fact) => {
  const leaves = fc.sample(
    anyLeaf([[key, fact]], {
      numbers: fc.constantFrom(-1, 0, 1, 2, 30, 100),
      dates,
      days: [1, 30, 365],
      texts: (of) => (of === 'member.tier' ? tiers : of === 'line.category' ? categories : of === 'member.tags' ? tags : texts),
    }),
    { numRuns: 25, seed: 11 },
  )
  for (const leaf of leaves) expect({ leaf, found: await foundBy(leaf, TODAY) }).toEqual({ leaf, found: judgedBy(leaf, TODAY) })
})

test('nothing that a merchant writes stands in the text', () => {
  fc.assert(
    fc.property(anyAsked, (condition) => {
      const { text, values } = selectMembers(condition, { today: TODAY, ladderId: "la'dder", baseTier: "ba'se" })
      for (const word of [...categories, ...tags, ...texts, 'silver', 'gold', "la'dder", "ba'se", 'skin', 'height'].filter((w) => w !== ''))
        expect(text.includes(word)).toBe(false)
      expect(values.length).toBeGreaterThan(0)
    }),
  )
})

test('a condition about anything but members is not for looking members up', () => {
  expect(asksOfMembers({ all: [{ fact: 'order.amount', operator: 'gte', value: 1 }] })).toBe(false)
  expect(() =>
    selectMembers({ fact: 'order.amount', operator: 'gte', value: 1 }, { today: TODAY, ladderId: 'main', baseTier: null }),
  ).toThrow(RangeError)
})
