import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { type MonthRow, realOrdersProgram } from '@/db/testing/real-orders'
import { sharedData } from '@/db/testing/shared-data'
import { receiveEvents } from '@/server/api/receive-events'
import { instantOf } from '@/server/engine/calendar/zone'
import { readAmount } from '@/server/engine/import/amount'
import type { TenantScope } from '@/server/platform/scope'
import { advanceTenant } from '@/server/program/advance-tenant'
import { runDoctor } from '@/server/program/doctor'
import { tiersAsOf } from '@/server/report/count-tiers'
import { totals } from '@/server/report/sum-totals'
import { monthWalk } from '@/server/report/walk-months'
import { checkImport } from './check-import'
import { importFile } from './import-file'
import { importOf } from './reads'
import { uploadFile } from './upload-file'

const database = testDatabase()
const files = {
  members: sharedData('members_2010_2011.csv'),
  orders: sharedData('orders_2010_2011.csv.gz'),
  truth: sharedData('truth.json'),
}
const bytes = (name: 'members' | 'orders' | 'truth') => readFileSync(files[name] ?? '')

const truth = () => JSON.parse(bytes('truth').toString('utf8')).online_retail_2010_2011

const mint = () => mintTenant({ currency: 'GBP', timeZone: 'Europe/London', program: realOrdersProgram })

async function expectTruth(scope: TenantScope) {
  const known = truth()
  expect(await totals(scope)).toMatchObject({
    members: known.customers_any_row,
    orders: known.orders,
    refunds: known.refund_invoices,
    pointsIssued: known.points_A_issued,
    pointsReversed: known.points_A_reversed,
  })
  expect(Math.abs((await totals(scope)).net - Number(known.net) * 100)).toBeLessThanOrEqual(2)
  await advanceTenant(scope)
  const { members, tiers } = await tiersAsOf(scope, '2011-12-10')
  expect(members).toBe(4372)
  expect(Object.fromEntries(tiers.map((tier) => [tier.code, tier.count]))).toEqual(known.tiers_r365_net)
  const walk = (await monthWalk(scope, '2011-01-01', '2012-01-01')).map(({ at, members, up, down, tiers }) => ({
    at,
    members,
    up,
    down,
    ...Object.fromEntries(tiers.map((tier) => [tier.code, tier.count])),
  }))
  expect(walk).toEqual(known.tier_walk_month_start as MonthRow[])
  expect((await runDoctor(scope)).differences).toEqual([])
}

/** The orders as a till would send them, in whole pence. */
function apiEvents() {
  const [, ...rows] = gunzipSync(bytes('orders')).toString('utf8').trim().split('\n')
  return rows.map((row) => {
    const [invoice = '', kind, customer = '', , at = '', , , total = ''] = row.split(',')
    const amount = Math.abs(readAmount(total, 2)?.minor ?? Number.NaN)
    const shared = {
      event_id: `till-${invoice}`,
      member: customer,
      occurred_at: new Date(instantOf('Europe/London', at)).toISOString(),
      amount,
    }
    return kind === 'sale'
      ? { type: 'order.paid', order_no: invoice, ...shared }
      : { type: 'order.refunded', refund_no: invoice, ...shared }
  })
}

async function send(scope: TenantScope, events: ReturnType<typeof apiEvents>) {
  const sum = { applied: 0, duplicate: 0, replayed: 0, refused: 0, conflict: 0 }
  for (let from = 0; from < events.length; from += 1000) {
    const { summary } = await receiveEvents(scope, { events: events.slice(from, from + 1000) }, (code) => code)
    for (const status of ['applied', 'duplicate', 'replayed', 'refused', 'conflict'] as const) sum[status] += summary[status]
  }
  return sum
}

const footprint = async (tenantId: string) => {
  const [row] = await database.owner`
    select (select count(*)::int from events where tenant_id = ${tenantId}) as events,
           (select count(*)::int from ledger_entries where tenant_id = ${tenantId}) as entries,
           (select count(*)::int from tier_history where tenant_id = ${tenantId}) as moves,
           (select md5(string_agg(code || points || ' ' || debt || ' ' || net_spend || coalesce(tier_id, ''), ',' order by code)) from members where tenant_id = ${tenantId}) as standing`
  return row
}

describe.skipIf(!files.members || !files.orders || !files.truth)('the real orders', () => {
  test('come out exactly, and a second time change nothing', { timeout: 240_000 }, async () => {
    const { scope, tenantId } = await mint()
    const people = await importFile(scope, { subject: 'members', fileName: 'members.csv', bytes: bytes('members') })
    expect(people).toMatchObject({ status: 'done', counts: { rows: 4372, membersNew: 4372 } })

    const { id } = await uploadFile(scope, { subject: 'orders', fileName: 'orders.csv.gz', bytes: bytes('orders') })
    const { mapping } = await importOf(scope, id)
    const found = await checkImport(scope, { importId: id, plan: mapping.plan })
    expect(found).toMatchObject({ rows: 22186, orders: 18532, refunds: 3654, duplicates: 0, refused: 0, rounded: 4, newMembers: 0 })

    const orders = await importFile(scope, { subject: 'orders', fileName: 'orders.csv.gz', bytes: bytes('orders') })
    expect(orders).toMatchObject({ status: 'done', counts: { rows: 22186, orders: 18532, refunds: 3654, rounded: 4 } })
    expect(orders.counts.refused).toBeUndefined()
    await expectTruth(scope)

    const before = await footprint(tenantId)
    const again = await importFile(scope, { subject: 'orders', fileName: 'orders.csv.gz', bytes: bytes('orders') })
    expect(again.counts).toEqual({ rows: 22186, duplicates: 22186 })
    expect(await checkImport(scope, { importId: id, plan: mapping.plan })).toMatchObject({ duplicates: 22186, orders: 0, refused: 0 })
    expect(await footprint(tenantId)).toEqual(before)

    // The till sends what came by file: the books know it.
    expect(await send(scope, apiEvents())).toEqual({ applied: 0, duplicate: 22186, replayed: 0, refused: 0, conflict: 0 })
    expect(await footprint(tenantId)).toEqual(before)
  })

  test('come out the same through the open interface', { timeout: 240_000 }, async () => {
    const { scope, tenantId } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'members.csv', bytes: bytes('members') })
    expect(await send(scope, apiEvents())).toEqual({ applied: 22186, duplicate: 0, replayed: 0, refused: 0, conflict: 0 })
    await expectTruth(scope)
    const before = await footprint(tenantId)
    expect(await send(scope, apiEvents())).toEqual({ applied: 0, duplicate: 0, replayed: 22186, refused: 0, conflict: 0 })
    const orders = await importFile(scope, { subject: 'orders', fileName: 'orders.csv.gz', bytes: bytes('orders') })
    expect(orders.counts).toEqual({ rows: 22186, duplicates: 22186 })
    expect(await footprint(tenantId)).toEqual(before)
  })

  test('come out the same when they arrive shuffled', { timeout: 240_000 }, async () => {
    const { scope } = await mint()
    await importFile(scope, { subject: 'members', fileName: 'members.csv', bytes: bytes('members') })
    const [header, ...rows] = gunzipSync(bytes('orders')).toString('utf8').trim().split('\n')
    // A fixed shuffle: by a hash of the row.
    const hash = (text: string) => [...text].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 16777619) >>> 0, 2166136261)
    rows.sort((a, b) => hash(a) - hash(b))
    const shuffled = gzipSync(Buffer.from([header, ...rows].join('\n')))
    const orders = await importFile(scope, { subject: 'orders', fileName: 'shuffled.csv.gz', bytes: shuffled })
    expect(orders.counts).toMatchObject({ orders: 18532, refunds: 3654 })
    await expectTruth(scope)
  })
})
