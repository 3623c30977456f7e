import { expect, test } from 'vitest'
import { asking, mintBuyer, mintCoupons, mintShop, mintTemplate } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { checkLocks } from './check-locks'
import { lockQuote } from './lock-quote'
import { releaseLock } from './release-lock'

const database = testDatabase()

/** A buyer with three checkouts: one let go, one whose order came back, one whose order stands. */
async function shop() {
  const { scope, tenantId } = await mintShop()
  const { code, memberId } = await mintBuyer(scope, 3_000)
  await mintCoupons(scope, memberId, await mintTemplate(scope), 2)
  const hold = () => lockQuote(scope, { ...asking(code, [{ amount: 10_000 }], { points: 500 }), requestKey: newId() })
  const tell = async (body: Record<string, unknown>) => {
    const [answer] = await applyEvents(scope, [
      { source: 'shop', event_id: newId(), member: code, occurred_at: new Date().toISOString(), body },
    ])
    expect(answer).toMatchObject({ status: 'applied' })
  }
  await releaseLock(scope, await hold())
  await tell({ type: 'order.paid', order_no: 'back', lock: await hold() })
  await tell({ type: 'order.refunded', order_no: 'back', refund_no: 'r' })
  await tell({ type: 'order.paid', order_no: 'kept', lock: await hold() })
  const found = async () => (await inTenant(scope, 'audit:read', checkLocks)).map((one) => one.check)
  return { scope, tenantId, found }
}

const tampered: [what: string, statement: (tenant: string) => string, check: string][] = [
  [
    'a quote of other points',
    (t) => `update checkout_locks set quote = jsonb_set(quote, '{points,used}', '1') where tenant_id = '${t}' and state = 'released'`,
    'a checkout took the points of its quote',
  ],
  [
    'a release that gave nothing back',
    (t) => `update events set business_key = null where tenant_id = '${t}' and type = 'points.returned'`,
    'a checkout that was let go has its points back, another has not',
  ],
  [
    'an order that stands and has its points back',
    (t) => `update checkout_locks set state = 'confirmed' where tenant_id = '${t}' and state = 'released'`,
    'a checkout that was let go has its points back, another has not',
  ],
  [
    'a coupon that stayed used',
    (t) =>
      `update coupons set used_order = (select channel || chr(10) || order_no from orders where tenant_id = '${t}' and order_no = 'back') where tenant_id = '${t}' and state = 'used'`,
    'no coupon is used by an order that came back',
  ],
  [
    'more back than was spent',
    (t) => `update ledger_entries set amount = amount * 10 where tenant_id = '${t}' and from_account = 'redeemed'`,
    'no more points come back than were spent',
  ],
  [
    'a lot that got more than it gave',
    (t) => `update events set body = jsonb_set(body, '{taken,0,amount}', '501') where tenant_id = '${t}' and type = 'points.returned'`,
    'no lot gets more back than it gave',
  ],
]

test.each(tampered)('%s is found', async (_, statement, check) => {
  const { scope, tenantId, found } = await shop()
  expect(await found()).toEqual([])
  expect((await runDoctor(scope)).differences).toEqual([])
  await database.owner.unsafe(statement(tenantId))
  expect(await found()).toContain(check)
})
