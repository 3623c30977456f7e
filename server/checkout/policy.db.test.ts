import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintTenant } from '@/db/testing/mint'
import { type CheckoutPolicy, plainCheckout } from '@/server/engine/checkout/policy'
import { readCheckoutPolicy } from './reads'
import { updateCheckoutPolicy } from './update-checkout-policy'

const database = testDatabase()
const changed: CheckoutPolicy = { ...plainCheckout, maxCoupons: 2, pointsAsCash: { points: 100, worth: 100 } }

test('until somebody sets it, prices come about in the plain way', async () => {
  const { scope } = await mintTenant()
  expect(await readCheckoutPolicy(scope)).toEqual({ policy: plainCheckout, revision: 0 })
})

test('a change is kept with who made it, and refused to whoever had read an older one', async () => {
  const { scope, tenantId } = await mintTenant()
  expect(await updateCheckoutPolicy(scope, { revision: 0, policy: changed })).toEqual({ revision: 1 })
  expect(await readCheckoutPolicy(scope)).toEqual({ policy: changed, revision: 1 })
  await expect(updateCheckoutPolicy(scope, { revision: 0, policy: plainCheckout })).rejects.toMatchObject({
    kind: 'conflict',
    code: 'program.edited_elsewhere',
    details: { who: '示例', minutes: 0 },
  })
  expect(await updateCheckoutPolicy(scope, { revision: 1, policy: plainCheckout })).toEqual({ revision: 2 })
  const log = await database.owner`
    select before->>'maxCoupons' as before, after->>'maxCoupons' as after from audit_log
    where tenant_id = ${tenantId} and action = 'checkout_policy.updated' order by at`
  expect(log).toEqual([
    { before: null, after: '2' },
    { before: '2', after: '5' },
  ])
})

test('a store manager reads it and does not change it', async () => {
  const { tenantId } = await mintTenant()
  const { scope } = await mintOperator(tenantId, 'store_manager')
  expect((await readCheckoutPolicy(scope)).revision).toBe(0)
  await expect(updateCheckoutPolicy(scope, { revision: 0, policy: changed })).rejects.toMatchObject({ code: 'access.forbidden' })
})
