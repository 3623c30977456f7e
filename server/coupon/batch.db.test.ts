import type { JobHelpers } from 'graphile-worker'
import { expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import type { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { couponBatchTask } from '@/server/jobs/coupon-batch-task'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import type { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { aTemplate, couponDraft } from '@/server/trpc/fixtures/coupon'
import { cancelBatch, countAudience, readBatch, resumeBatch, startBatch } from './batches'
import { checkCoupons } from './check-coupons'
import { issueByHand } from './issue-by-hand'
import { failBatch, runBatch } from './run-batch'
import { setTemplateState } from './set-template-state'

const database = testDatabase()
const MEMBERS = 2_300
const buyers = { fact: 'member.order_count', operator: 'gte', value: 1 } as const

/** A merchant with 2,300 members, of whom every second one has bought. */
async function mintShop(): Promise<{ scope: TenantScope; memberIds: string[] }> {
  const { scope } = await mintTenant({ program: realOrdersProgram, currency: 'GBP', timeZone: 'Europe/London' })
  const codes = Array.from({ length: MEMBERS }, (_, i) => `M${i}`)
  const memberIds: string[] = []
  for (let from = 0; from < MEMBERS; from += 1_000) {
    const some = codes.slice(from, from + 1_000)
    const answers = await registerMembers(
      scope,
      some.map((code) => ({ code, joinedAt: '2026-01-01T00:00:00Z' })),
    )
    memberIds.push(...answers.flatMap((answer) => (answer.status === 'new' ? answer.memberId : [])))
    const told = { source: 'till', occurred_at: '2026-02-01T10:00:00Z' }
    await applyEvents(
      scope,
      some
        .filter((_, i) => i % 2 === 0)
        .map((member) => ({
          ...told,
          event_id: member,
          member,
          body: { type: 'order.paid', channel: 'store', order_no: member, amount: 100 },
        })),
    )
  }
  return { scope, memberIds }
}

const withTerms = (limits: CouponTemplateDraft['terms']['limits'], also: Partial<CouponTemplateDraft> = {}) => ({
  terms: { ...couponDraft.terms, limits },
  ...also,
})
const sound = async (scope: TenantScope) => expect(await inTenant(scope, 'audit:read', checkCoupons)).toEqual([])
const givenOf = async (templateId: string) => {
  const [row] = await database.owner<{ coupons: number; members: number }[]>`
    select count(*)::int as coupons, count(distinct member_id)::int as members from coupons where template_id = ${templateId}`
  return row
}
const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )

test('everybody who meets the condition gets theirs, once, whoever cuts the run off or runs beside it', { timeout: 60_000 }, async () => {
  const { scope, memberIds } = await mintShop()
  const templateId = await aTemplate({ scope }, withTerms({ perOrder: 1, perMember: 2 }))
  const first = memberIds[0] as string
  await issueByHand(scope, { memberId: first, templateId, count: 1, reason: '示例', requestKey: 'k' })
  const audience = { templateId, condition: buyers, perMember: 2 }
  expect(await countAudience(scope, audience)).toEqual({ members: MEMBERS / 2, atLimit: 1, coupons: MEMBERS - 2, left: null })

  const { id } = await startBatch(scope, audience)

  expect(await runBatch(scope, id, () => true)).toBe('running')
  expect(await readBatch(scope, { batchId: id })).toMatchObject({ status: 'running', done: 1_000, total: MEMBERS / 2 })
  expect(await Promise.all([runBatch(scope, id), runBatch(scope, id)])).toEqual(['done', 'done'])
  expect(await readBatch(scope, { batchId: id })).toMatchObject({
    status: 'done',
    done: MEMBERS / 2,
    counts: { issued: MEMBERS - 2, skipped: { 'coupon.member_limit': 1 } },
  })
  expect(await givenOf(templateId)).toEqual({ coupons: MEMBERS - 1, members: MEMBERS / 2 })
  expect(await runBatch(scope, id)).toBe('done')
  expect((await givenOf(templateId))?.coupons).toBe(MEMBERS - 1)

  // What is marked as not yet reached, as after a restore, gives nobody a second time.
  await database.owner`update coupon_batches set reached = null, status = 'running' where id = ${id}`
  await runBatch(scope, id)
  expect((await givenOf(templateId))?.coupons).toBe(MEMBERS - 1)
  await sound(scope)
})

test('an issue ends where the stock ends, and stops when it is cancelled', { timeout: 60_000 }, async () => {
  const { scope } = await mintShop()
  const scarce = await aTemplate({ scope }, { stock: 1_500 })
  const { id } = await startBatch(scope, { templateId: scarce, condition: null, perMember: 1 })
  await runBatch(scope, id)
  expect((await readBatch(scope, { batchId: id })).counts).toEqual({ issued: 1_500, skipped: { 'coupon.sold_out': MEMBERS - 1_500 } })

  const templateId = await aTemplate({ scope })
  const other = await startBatch(scope, { templateId, condition: null, perMember: 1 })
  await runBatch(scope, other.id, () => true)
  await cancelBatch(scope, { batchId: other.id })
  expect(await runBatch(scope, other.id)).toBe('cancelled')
  expect(await givenOf(templateId)).toEqual({ coupons: 1_000, members: 1_000 })
  expect(await code(cancelBatch(scope, { batchId: other.id }))).toBe('coupon.batch_not_running')
  await sound(scope)
})

test('an issue that would reach nobody, or of a template that is not at work, does not begin', async () => {
  const { scope } = await mintTenant()
  const templateId = await aTemplate({ scope })
  const everybody = { templateId, condition: null, perMember: 1 }
  expect(await code(startBatch(scope, everybody))).toBe('coupon.nobody_to_give')
  await setTemplateState(scope, { templateId, revision: 2, state: 'paused' })
  expect(await code(startBatch(scope, everybody))).toBe('coupon.paused')
})

test('an issue that broke off goes on where it was and gives nobody twice', { timeout: 60_000 }, async () => {
  const { scope } = await mintShop()
  const templateId = await aTemplate({ scope })
  const { id } = await startBatch(scope, { templateId, condition: null, perMember: 1 })
  await runBatch(scope, id, () => true)
  expect(await code(resumeBatch(scope, { batchId: id }))).toBe('coupon.batch_not_failed')
  await failBatch(scope, id, 'coupon.batch_unexpected')
  expect(await runBatch(scope, id)).toBe('failed')
  await resumeBatch(scope, { batchId: id })
  expect(await readBatch(scope, { batchId: id })).toMatchObject({ status: 'queued', failure: null, done: 1_000 })
  expect(await runBatch(scope, id)).toBe('done')
  expect(await givenOf(templateId)).toEqual({ coupons: MEMBERS, members: MEMBERS })
  await sound(scope)
})

test('an issue that is put down goes on as a job of its own, however often it was tried', { timeout: 60_000 }, async () => {
  const { scope, tenantId } = await mintTenant()
  await registerMembers(
    scope,
    Array.from({ length: 1_000 }, (_, i) => ({ code: `M${i}`, joinedAt: '2026-01-01T00:00:00Z' })),
  )
  const { id } = await startBatch(scope, { templateId: await aTemplate({ scope }), condition: null, perMember: 1 })
  const stopping = AbortSignal.abort()
  const addJob = vi.fn()
  const helpers = { abortSignal: stopping, job: { attempts: 6 }, addJob } as unknown as JobHelpers
  await couponBatchTask({ tenantId, batchId: id }, helpers)
  expect(await readBatch(scope, { batchId: id })).toMatchObject({ status: 'running', done: 1_000 })
  expect(addJob).toHaveBeenCalledWith('coupon_batch', { tenantId, batchId: id }, { jobKey: `coupon_batch:${id}` })
})
