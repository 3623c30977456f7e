import { expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { program, tier } from '@/server/engine/scenarios/shop'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'
import type { IncomingEvent } from './incoming-event'
import type * as Refold from './refold-members'

testDatabase()

// Something happens between what the doctor reads of members and what it reads of their tiers.
const meanwhile = vi.hoisted(() => ({ happens: async () => {} }))
vi.mock('./refold-members', async (original) => {
  const real = await original<typeof Refold>()
  const readTierHistory: typeof real.readTierHistory = async (tx, ids) => {
    await meanwhile.happens()
    return real.readTierHistory(tx, ids)
  }
  return { ...real, readTierHistory }
})

const document = program({ tiers: [tier('base', 0), tier('silver', 100_00)] })
const order = (event_id: string, amount: number): IncomingEvent => ({
  source: 'till',
  event_id,
  member: '示例',
  enrols: true,
  occurred_at: '2024-03-01T10:00:00Z',
  body: { type: 'order.paid', channel: 'c', order_no: event_id, amount },
})

test('an order that comes while the doctor looks is no difference', async () => {
  const { scope } = await mintTenant({ program: document, timeZone: 'UTC' })
  await applyEvents(scope, [order('a', 50_00)])
  const happened = vi.fn(async () => {
    meanwhile.happens = async () => {}
    expect(await applyEvents(scope, [order('b', 80_00)])).toMatchObject([{ status: 'applied', result: { tier: 'silver' } }])
  })
  meanwhile.happens = happened
  expect(await runDoctor(scope)).toMatchObject({ events: 2, differences: [] })
  expect(happened).toHaveBeenCalledTimes(1)
  expect(await runDoctor(scope)).toMatchObject({ events: 3, differences: [] })
})
