import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { program, tier } from '@/server/engine/scenarios/shop'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'
import type { IncomingEvent } from './incoming-event'

const database = testDatabase()
const document = program({
  spec: { measure: 'growth', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
  tiers: [tier('base', 0), tier('silver', 100)],
  growthRules: [
    { id: 'grow', ladderId: 'l', name: 'grow', spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 100 } } },
  ],
})

const event = (event_id: string, day: number, body: IncomingEvent['body']): IncomingEvent => ({
  source: 'till',
  event_id,
  member: '示例',
  enrols: true,
  occurred_at: `2024-03-0${day}T10:00:00Z`,
  body,
})

/** A tenant with one member: two orders, the first partly given back. */
async function healthy(): Promise<TenantScope> {
  const { scope } = await mintTenant({ program: document, timeZone: 'UTC' })
  await applyEvents(scope, [
    event('a', 1, { type: 'order.paid', channel: 'c', order_no: 'a', amount: 150_00 }),
    event('b', 2, { type: 'order.paid', channel: 'c', order_no: 'b', amount: 80_00 }),
    event('r', 3, { type: 'order.refunded', channel: 'c', refund_no: 'r', order_no: 'a', amount: 30_00 }),
  ])
  return scope
}

const found = async (scope: TenantScope) => [...new Set((await runDoctor(scope)).differences.map((d) => d.check))].sort()

test('a healthy tenant has nothing to tell', async () => {
  const scope = await healthy()
  expect(await runDoctor(scope)).toMatchObject({ members: 1, events: 4, differences: [] })
})

test.each([
  [
    'an amount of points',
    (t: string) =>
      database.owner`update ledger_entries set amount = amount + 1 where tenant_id = ${t} and unit = 'points' and from_account = 'issued'`,
    ['each lot in = out + left, left not below zero', 'folded ledger = stored ledger', 'stored balance = sum of rows'],
  ],
  [
    'an amount of growth',
    (t: string) =>
      database.owner`update ledger_entries set amount = amount + 1 where tenant_id = ${t} and unit like 'growth:%' and from_account = 'issued'`,
    ['folded ledger = stored ledger', 'growth = sum of rows'],
  ],
  [
    'a balance',
    (t: string) => database.owner`update members set points = points + 5 where tenant_id = ${t}`,
    ['folded columns = stored columns', 'stored balance = sum of rows'],
  ],
  [
    'a tier',
    (t: string) => database.owner`update members set tier_id = 'base' where tenant_id = ${t}`,
    ['folded columns = stored columns'],
  ],
  [
    'what is left of a lot',
    (t: string) => database.owner`update members set state = jsonb_set(state, '{standing,lots,0,left}', '1') where tenant_id = ${t}`,
    ['each lot in = out + left, left not below zero', 'folded state = stored state'],
  ],
  [
    'an event',
    (t: string) => database.owner`update events set body = jsonb_set(body, '{amount}', '99900') where tenant_id = ${t} and event_key = 'b'`,
    ['folded columns = stored columns', 'folded ledger = stored ledger', 'folded orders = stored orders', 'folded state = stored state'],
  ],
  [
    'an order',
    (t: string) =>
      database.owner`update orders set refunded = paid + 1, record = jsonb_set(record, '{refunded}', '99900') where tenant_id = ${t} and order_no = 'a'`,
    ['folded orders = stored orders', 'no more refunded than paid'],
  ],
  [
    'the tier history',
    (t: string) => database.owner`delete from tier_history where tenant_id = ${t}`,
    ['folded tier history = stored tier history'],
  ],
])('it finds that somebody has changed %s', async (_, tamper, checks) => {
  const scope = await healthy()
  await tamper(scope.tenantId)
  expect(await found(scope)).toEqual(checks)
})
