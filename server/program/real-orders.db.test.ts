import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { sharedData } from '@/db/testing/shared-data'
import { instantOf } from '@/server/engine/calendar/zone'
import type { ProgramDocument } from '@/server/engine/program/document'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { advanceTenant } from './advance-tenant'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'
import type { IncomingEvent } from './incoming-event'

const database = testDatabase()
const file = sharedData('orders_2010_2011.csv.gz')
const zone = 'Europe/London'

const tier = (code: string, threshold: number) => ({
  id: code,
  code,
  name: code,
  color: '#888888',
  icon: 'star' as const,
  threshold,
  bonusBps: 0,
})
const program: ProgramDocument = {
  semantics: 1,
  timeZone: zone,
  currency: 'GBP',
  ladders: [
    {
      id: 'main',
      name: 'main',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'rolling_days', days: 365 }, validity: { kind: 'none' } },
      tiers: [tier('bronze', 0), tier('silver', 500_00), tier('gold', 2_000_00), tier('platinum', 10_000_00)],
    },
  ],
  growthRules: [],
  earningRules: [{ id: 'rate', name: 'rate', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } }],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}

/** The orders of the file as events, in file order. */
function readOrders(path: string): IncomingEvent[] {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n').slice(1)
  return lines.map((line): IncomingEvent => {
    const [invoice = '', kind, member = '', , orderedAt = '', , , total = ''] = line.split(',')
    const amount = Math.round(Math.abs(Number(total)) * 100 + 1e-7)
    return {
      source: 'till',
      event_id: invoice,
      member,
      occurred_at: new Date(instantOf(zone, orderedAt)).toISOString(),
      enrols: true,
      body:
        kind === 'sale'
          ? { type: 'order.paid', channel: 'default', order_no: invoice, amount }
          : { type: 'order.refunded', channel: 'default', refund_no: invoice, amount },
    }
  })
}

async function send(scope: TenantScope, events: readonly IncomingEvent[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (let i = 0; i < events.length; i += 1000) {
    for (const { status } of await applyEvents(scope, events.slice(i, i + 1000))) counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

const figures = (scope: TenantScope) =>
  inTenant(scope, 'report:read', async (tx) => {
    const [row] = await tx.sql<Record<string, number>[]>`
    select (select sum(case 'issued' when from_account then amount when to_account then -amount else 0 end)::bigint from ledger_entries where tenant_id = ${scope.tenantId}) as issued,
           (select sum(case 'reversed' when to_account then amount when from_account then -amount else 0 end)::bigint from ledger_entries where tenant_id = ${scope.tenantId}) as reversed,
           (select sum(net_spend)::bigint from members where tenant_id = ${scope.tenantId}) as net,
           (select count(*) from members where tenant_id = ${scope.tenantId}) as members,
           (select count(*) from events where tenant_id = ${scope.tenantId} and type = 'order.paid') as orders,
           (select count(*) from events where tenant_id = ${scope.tenantId} and type = 'order.refunded') as refunds`
    return row
  })

const tiers = (scope: TenantScope) =>
  inTenant(scope, 'report:read', async (tx) => {
    const rows = await tx.sql<
      { tier_id: string; n: number }[]
    >`select tier_id, count(*) as n from members where tenant_id = ${scope.tenantId} group by 1`
    return Object.fromEntries(rows.map((row) => [row.tier_id, row.n]))
  })

const expected = { issued: 8_902_670, reversed: 609_431, net: 830_006_581, members: 4_371, orders: 18_532, refunds: 3_654 }

/** A fixed shuffle: the same disorder each time. */
function shuffled<T>(items: readonly T[]): T[] {
  let seed = 20_111_209
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  return items
    .map((item) => [next(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item)
}

describe.skipIf(!file)('a year of a real shop', () => {
  const orders = file ? readOrders(file) : []

  test('in order, again, and with a tampered row', async () => {
    const { scope } = await mintTenant({ program, currency: 'GBP', timeZone: zone })
    expect(await send(scope, orders)).toEqual({ applied: 22_186 })
    await advanceTenant(scope, { to: '2011-12-10' })
    expect(await figures(scope)).toMatchObject(expected)
    expect(await tiers(scope)).toEqual({ bronze: 1_885, silver: 1_642, gold: 752, platinum: 92 })
    expect(await runDoctor(scope)).toMatchObject({ differences: [] })

    expect(await send(scope, orders)).toEqual({ replayed: 22_186 })
    expect(
      await send(
        scope,
        orders.map((event) => ({ ...event, source: 'import' })),
      ),
    ).toEqual({ duplicate: 22_186 })
    expect(await figures(scope)).toMatchObject(expected)

    await database.owner`update ledger_entries set amount = amount + 1 where (tenant_id, id) in (select tenant_id, id from ledger_entries limit 1)`
    const { differences } = await runDoctor(scope)
    expect(new Set(differences.map((d) => d.check))).toEqual(
      new Set(['each lot in = out + left, left not below zero', 'stored balance = sum of rows', 'folded ledger = stored ledger']),
    )
  }, 120_000)

  test('shuffled arrival comes to the same', async () => {
    const { scope } = await mintTenant({ program, currency: 'GBP', timeZone: zone })
    expect(await send(scope, shuffled(orders))).toEqual({ applied: 22_186 })
    await advanceTenant(scope, { to: '2011-12-10' })
    expect(await figures(scope)).toMatchObject(expected)
    expect(await tiers(scope)).toEqual({ bronze: 1_885, silver: 1_642, gold: 752, platinum: 92 })
    expect(await runDoctor(scope)).toMatchObject({ differences: [] })
  }, 120_000)
})
