import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { aTemplate, couponDraft } from '@/server/trpc/fixtures/coupon'
import { checkCoupons } from './check-coupons'
import { claimCoupon } from './claim-coupon'
import { createCodes } from './codes'
import { takeCode } from './take-code'

const database = testDatabase()

/** What goes wrong, and which check finds it. */
const tampered: [what: string, statement: string, found: string][] = [
  [
    'a coupon that was used and never moved',
    `update coupons set state = 'used', used_at = now(), used_on = now()`,
    'state of a coupon = its last move',
  ],
  ['a move out of nowhere', `update coupon_moves set from_state = 'locked'`, 'each move begins where the last one ended'],
  ['a coupon more in stock', `update coupon_templates set left_over = left_over + 1 where stock is not null`, 'stock = left + given'],
  ['a day counted wrong', `update coupon_days set issued = issued + 1`, 'count of a day = given on it'],
  [
    'a limit that was passed',
    `update coupon_templates set terms = jsonb_set(terms, '{limits,perMember}', '0') where stock is not null`,
    'nobody has more than one member may have',
  ],
  ['a coupon held by nothing', `update coupons set lock_id = gen_random_uuid()`, 'a held coupon and its checkout name each other'],
  ['a coupon used at no time', `update coupons set used_on = now()`, 'a coupon is used at a time, or not used'],
  [
    'a code that brought nothing',
    `update coupon_codes set coupon_id = null`,
    'a code that was used brought a coupon, and the other way round',
  ],
]

test.each(tampered)('%s is found', async (_, statement, found) => {
  const { scope, tenantId } = await mintTenant()
  await registerMembers(scope, [{ code: 'M', joinedAt: '2026-01-01T00:00:00Z' }])
  const terms = { ...couponDraft.terms, limits: { perOrder: 1, perDay: 9 } }
  const templateId = await aTemplate({ scope }, { stock: 5, terms, offer: { way: 'claim' } })
  await claimCoupon(scope, { member: 'M', templateId, requestKey: 'k' })
  await createCodes(scope, { templateId: await aTemplate({ scope }, { offer: { way: 'code' } }), name: '示例', count: 1 })
  const [row] = await database.owner<{ code: string }[]>`select code from coupon_codes where tenant_id = ${tenantId}`
  await takeCode(scope, { member: 'M', code: row?.code ?? '', requestKey: 'k' })
  expect(await inTenant(scope, 'audit:read', checkCoupons)).toEqual([])
  await database.owner.unsafe(`${statement} ${statement.includes('where') ? 'and' : 'where'} tenant_id = '${tenantId}'`)
  expect((await inTenant(scope, 'audit:read', checkCoupons)).map((one) => one.check)).toContain(found)
})
