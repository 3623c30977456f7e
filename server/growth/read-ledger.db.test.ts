import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { applyTemplate } from '@/server/program/apply-template'
import { publishProgram } from '@/server/program/publish-program'
import { GrowthLedgerQuery, readGrowthLedger } from './read-ledger'
import { readGrowthRules } from './reads'

const database = testDatabase()
const read = (scope: TenantScope, query: Partial<GrowthLedgerQuery> = {}) => readGrowthLedger(scope, GrowthLedgerQuery.parse(query))

let tenant: Awaited<ReturnType<typeof mintTenant>>
let ladder: string
let visit: { id: string; name: string }
let near: string

/** A row of the ledger, beside the engine: what is looked at here is how rows are found and told. */
async function row(
  member: string,
  amount: number,
  day: string,
  cause: string,
  rule: string | null,
  unit = `growth:${ladder}`,
  store: string | null = null,
) {
  await database.owner`
    insert into ledger_entries (tenant_id, id, member_id, unit, amount, from_account, to_account, cause, ordinal, rule_id, business_day, store_id)
    values (${tenant.tenantId}, ${newId()}, ${member}, ${unit}, ${Math.abs(amount)}, ${amount > 0 ? 'issued' : 'balance'},
            ${amount > 0 ? 'balance' : 'reversed'}, ${cause}, 0, ${rule}, ${day}::text::date, ${store})`
}

async function member(code: string, stores: string[]): Promise<string> {
  const id = newId()
  await database.owner`
    insert into members (tenant_id, id, code, joined_at, joined_on, store_ids)
    values (${tenant.tenantId}, ${id}, ${code}, '2026-01-01T00:00:00Z', '2026-01-01', ${stores}::uuid[])`
  return id
}

beforeAll(async () => {
  tenant = await mintTenant()
  near = (await mintStore(tenant.scope)).id
  const far = (await mintStore(tenant.scope)).id
  await applyTemplate(tenant.scope, { template: 'gym' })
  const { scope } = tenant
  await publishProgram(scope, {}, { atOnce: true })
  const rules = await readGrowthRules(scope)
  const first = rules[0]
  if (!first) throw new Error('the template has growth rules')
  ladder = first.ladderId
  visit = first
  const [one, two] = [await member('V001', [near]), await member('V002', [far])]
  const event = newId()
  await database.owner`
    insert into events (tenant_id, id, member_id, source, event_key, kind, type, occurred_at, business_day, store_id, body, body_hash, outcome)
    values (${tenant.tenantId}, ${event}, ${one}, 'till', 'e1', 'fact', 'order.paid', '2026-03-01T10:00:00Z', '2026-03-01', ${near},
            '{"type":"order.paid","channel":"default","order_no":"D-1","amount":5000}'::jsonb, '\\x00'::bytea, '{}'::jsonb)`
  await row(one, 50, '2026-03-01', event, visit.id, undefined, near)
  await row(one, -20, '2026-03-01', `refold:${event}`, visit.id)
  await row(two, 7, '2026-03-05', newId(), 'gone')
  await row(two, -3, '2026-04-01', 'day:2026-04-01', null)
  await row(two, 999, '2026-04-02', 'other ladder', visit.id, 'growth:elsewhere')
  await row(two, 12_345, '2026-04-02', 'points', visit.id, 'points')
})

test('lines of growth are told newest first, with what they came by, and summed over all pages', async () => {
  const page = await read(tenant.scope, { ladderId: ladder, pageSize: 3 })
  expect(page).toMatchObject({ total: 4, gained: 57, lost: 23, any: true })
  expect(page.rows.map((line) => [line.member, line.day, line.amount, line.rule, line.cause.kind])).toEqual([
    ['V002', '2026-04-01', -3, null, 'day'],
    ['V002', '2026-03-05', 7, null, 'event'],
    ['V001', '2026-03-01', expect.any(Number), visit.name, expect.any(String)],
  ])
  const last = await read(tenant.scope, { ladderId: ladder, pageSize: 3, page: 2 })
  expect(last.rows).toHaveLength(1)
  expect([...page.rows, ...last.rows].filter((line) => line.member === 'V001').map((line) => [line.amount, line.cause])).toEqual(
    expect.arrayContaining([
      [50, { kind: 'event', type: 'order.paid', orderNo: 'D-1', event: null }],
      [-20, { kind: 'correction', type: 'order.paid', orderNo: 'D-1', event: null }],
    ]),
  )
})

test('it is narrowed by ladder, rule and dates; points are not growth', async () => {
  expect(await read(tenant.scope)).toMatchObject({ total: 5, gained: 1056 })
  expect(await read(tenant.scope, { ruleId: visit.id, ladderId: ladder })).toMatchObject({ total: 2, gained: 50, lost: 20 })
  expect(await read(tenant.scope, { ladderId: ladder, from: '2026-03-02', to: '2026-03-05' })).toMatchObject({ total: 1, gained: 7 })
  const nothing = await read(tenant.scope, { from: '2027-01-01' })
  expect(nothing).toMatchObject({ total: 0, rows: [], any: true })
  expect(nothing.ladders).toEqual([expect.objectContaining({ id: ladder })])
  expect(nothing.rules).toContainEqual({ id: visit.id, name: visit.name, ladderId: ladder })
})

test('a store manager reads the lines of the own members only, and another merchant none', async () => {
  const { scope } = await mintOperator(tenant.tenantId, 'store_manager', [near])
  expect((await read(scope)).rows.map((line) => line.member)).toEqual(['V001', 'V001'])
  expect(await read((await mintTenant()).scope)).toMatchObject({ total: 0, any: false, ladders: [] })
})
