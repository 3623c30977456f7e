import { expect, test } from 'vitest'
import { mintBuyer, mintCoupons, mintShop, mintTemplate } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { inTenant } from '@/server/platform/database'
import type { Refusal } from '@/server/platform/refusal'
import { Overtaken } from '@/server/platform/try-again'
import { couponDraft } from '@/server/trpc/fixtures/coupon'
import { createCodes, listCodeBatches, withdrawCodes } from './codes'
import { createTemplate } from './create-template'
import { heldCoupons } from './held-coupons'
import { issueByHand } from './issue-by-hand'
import { insertMoves } from './move-coupons'
import { setTemplateState } from './set-template-state'
import { updateTemplate } from './update-template'

const database = testDatabase()
const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )

test('a coupon that is named is found among however many that end before it', { timeout: 60_000 }, async () => {
  const { scope, tenantId } = await mintShop()
  const { memberId } = await mintBuyer(scope)
  const template = await mintTemplate(scope)
  const [last = ''] = await mintCoupons(scope, memberId, template)
  await database.owner`
    insert into coupons (tenant_id, id, template_id, member_id, number, state, origin, issue_key, valid_from, valid_until, issued_on)
    select tenant_id, gen_random_uuid(), template_id, member_id, 'many-' || i, 'held', 'hand', 'many-' || i, valid_from, valid_until - 1, issued_on
    from coupons cross join generate_series(1, 500) i where tenant_id = ${tenantId} and id = ${last}`
  const found = await inTenant(scope, 'member:read', (tx) => heldCoupons(tx, memberId, { named: [last] }))
  expect(found).toHaveLength(500)
  expect(found[0]?.id).toBe(last)
})

test('a request whose key begins as another one’s is a request of its own', async () => {
  const { scope } = await mintShop()
  const { memberId } = await mintBuyer(scope)
  const template = await mintTemplate(scope)
  const give = (requestKey: string, count: number) =>
    code(issueByHand(scope, { memberId, templateId: template, count, reason: '示例', requestKey }))
  expect(await give('a:b', 2)).toBe('done')
  expect(await give('a', 1)).toBe('done')
  expect(await give('a', 1)).toBe('done')
  expect(await give('a', 3)).toBe('coupon.request_repeated')
  const [given] = await database.owner<{ n: number }[]>`select count(*)::int as n from coupons where member_id = ${memberId}`
  expect(given).toEqual({ n: 3 })
})

test('a coupon is had by code as long as codes of it are out', async () => {
  const { scope } = await mintShop()
  const draft = { ...couponDraft, offer: { way: 'code' as const } }
  const { id: templateId } = await createTemplate(scope, draft)
  const { revision } = await setTemplateState(scope, { templateId, revision: 1, state: 'active' })
  const { id: batchId } = await createCodes(scope, { templateId, name: '示例', count: 3 })
  const change = { ...draft, templateId, revision, offer: { way: 'claim' as const } }
  await expect(updateTemplate(scope, change)).rejects.toMatchObject({ code: 'coupon.codes_open', field: 'offer.way', details: { open: 3 } })
  expect(await listCodeBatches(scope, { templateId })).toHaveLength(1)
  await withdrawCodes(scope, { batchId })
  expect(await code(updateTemplate(scope, change))).toBe('done')
})

test('a move under a number that is taken is tried again, not written twice', async () => {
  const { scope } = await mintShop()
  const { memberId } = await mintBuyer(scope)
  const [couponId = ''] = await mintCoupons(scope, memberId, await mintTemplate(scope))
  const again = inTenant(scope, 'coupon:write', (tx) =>
    insertMoves(tx, [{ couponId, memberId, from: null, to: 'held', why: 'issued', ordinal: 1 }]),
  )
  await expect(again).rejects.toBeInstanceOf(Overtaken)
})
