import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { earning, fieldProgram } from '@/server/engine/scenarios/field'
import type { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { campaignDraft } from '@/server/trpc/fixtures/campaign'
import { approveCampaign } from './approve-campaign'
import { checkCampaign } from './check-campaign'
import { createCampaign } from './create-campaign'
import { launchCampaign } from './launch-campaign'
import { readCampaign } from './read-campaign'
import { sendBackCampaign } from './send-back-campaign'
import { readApproval, setApproval } from './set-approval'
import { updateCampaign } from './update-campaign'
import { withdrawCampaign } from './withdraw-campaign'

const database = testDatabase()

const program = fieldProgram({
  timeZone: 'Asia/Shanghai',
  earningRules: [earning('base', { reward: { kind: 'rate', points: 1, per: 100 } })],
})

const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )

/** A merchant that asks for a second person, and its people. */
async function house() {
  const { scope: owner, tenantId } = await mintTenant({ program })
  const [ann, ben] = [(await mintOperator(tenantId, 'operator')).scope, (await mintOperator(tenantId, 'operator')).scope]
  await setApproval(owner, { approves: true })
  return { owner, ann, ben, tenantId }
}
const steps = async (scope: TenantScope, campaignId: string) => (await readCampaign(scope, { campaignId })).steps

test('a second person puts to work what was sent in, and nobody what they sent in themselves', async () => {
  const { owner, ann, ben } = await house()
  const { id: campaignId } = await createCampaign(ann, campaignDraft)
  expect((await readCampaign(ann, { campaignId })).needsApproval).toBe(true)
  expect(await launchCampaign(ann, { campaignId, revision: 1 })).toEqual({ state: 'awaiting' })
  const waiting = await readCampaign(ben, { campaignId })
  expect(waiting).toMatchObject({ phase: 'awaiting', submittedBy: '示例', decidedBy: null, spans: [], launchedAt: null })
  expect(waiting.submittedAt).not.toBe(null)
  expect(await code(approveCampaign(ann, { campaignId, revision: 2 }))).toBe('campaign.own_approval')
  expect(await code(sendBackCampaign(ann, { campaignId, revision: 2, remark: '示例' }))).toBe('campaign.own_approval')
  expect([await steps(ann, campaignId), await steps(ben, campaignId), await steps(owner, campaignId)]).toEqual([
    ['withdraw', 'copy'],
    ['approve', 'withdraw', 'copy'],
    ['approve', 'withdraw', 'copy'],
  ])
  expect(await code(approveCampaign(ben, { campaignId, revision: 1 }))).toBe('program.edited_elsewhere')
  expect(await approveCampaign(ben, { campaignId, revision: 2 })).toEqual({ revision: 3 })
  expect(await readCampaign(owner, { campaignId })).toMatchObject({ state: 'live', decidedBy: '示例', spans: [{ until: null }] })
  expect(await code(approveCampaign(owner, { campaignId, revision: 3 }))).toBe('campaign.wrong_step')
})

test('an owner is no second person for what the owner has written', async () => {
  const { owner, ann, ben } = await house()
  const { id: campaignId } = await createCampaign(ann, campaignDraft)
  await updateCampaign(owner, { campaignId, revision: 1, draft: { ...campaignDraft, name: '示例乙' } })
  await launchCampaign(ben, { campaignId, revision: 2 })
  for (const scope of [owner, ben]) expect(await code(approveCampaign(scope, { campaignId, revision: 3 }))).toBe('campaign.own_approval')
  // Who began it and sees what others made of it is one.
  expect(await code(approveCampaign(ann, { campaignId, revision: 3 }))).toBe('done')
})

test('what is sent back is a draft with a remark, and goes another round', async () => {
  const { ann, ben } = await house()
  const { id: campaignId } = await createCampaign(ann, campaignDraft)
  await launchCampaign(ann, { campaignId, revision: 1 })
  expect(await sendBackCampaign(ben, { campaignId, revision: 2, remark: '加成太高' })).toEqual({ revision: 3 })
  expect(await readCampaign(ann, { campaignId })).toMatchObject({ state: 'draft', remark: '加成太高', decidedBy: '示例' })
  await updateCampaign(ann, { campaignId, revision: 3, draft: campaignDraft })
  await launchCampaign(ann, { campaignId, revision: 4 })
  expect(await readCampaign(ann, { campaignId })).toMatchObject({ state: 'awaiting', remark: null, decidedBy: null })
  expect(await withdrawCampaign(ann, { campaignId, revision: 5 })).toEqual({ revision: 6 })
  expect(await readCampaign(ann, { campaignId })).toMatchObject({ state: 'draft', submittedBy: null, submittedAt: null })
})

test('what waits is checked once more when it is approved', async () => {
  const { owner, ann, ben } = await house()
  const { id: store } = await mintStore(owner)
  const draft = { ...campaignDraft, terms: { ...campaignDraft.terms, audience: { stores: [store] } } }
  const { id: campaignId } = await createCampaign(ann, draft)
  await launchCampaign(ann, { campaignId, revision: 1 })
  expect(await checkCampaign(ann, draft)).toEqual([])
  await database.owner`update stores set closed_at = now() where id = ${store}`
  expect(await code(approveCampaign(ben, { campaignId, revision: 2 }))).toBe('campaign.store_gone')
  expect(await checkCampaign(ann, draft)).toEqual([
    { code: 'campaign.store_gone', level: 'error', field: 'terms.audience.stores', details: {} },
  ])
  expect((await readCampaign(ann, { campaignId })).state).toBe('awaiting')
})

test('where there is no second person it is said when approval is asked for, and when a campaign is sent in', async () => {
  const { scope: owner, tenantId } = await mintTenant({ program })
  await mintOperator(tenantId, 'store_manager')
  expect(await readApproval(owner)).toEqual({ approves: false, people: 1 })
  expect(await code(setApproval(owner, { approves: true }))).toBe('campaign.nobody_to_approve')
  const ann = await mintOperator(tenantId, 'operator')
  expect(await code(setApproval(ann.scope, { approves: true }))).toBe('access.forbidden')
  await setApproval(owner, { approves: true })
  expect(await readApproval(ann.scope)).toEqual({ approves: true, people: 2 })
  // Of two, one has written it and the other one sends it in.
  const { id: campaignId } = await createCampaign(owner, campaignDraft)
  expect(await code(launchCampaign(ann.scope, { campaignId, revision: 1 }))).toBe('campaign.nobody_to_approve')
  expect(await launchCampaign(owner, { campaignId, revision: 1 })).toEqual({ state: 'awaiting' })
  await withdrawCampaign(owner, { campaignId, revision: 2 })
  await database.owner`delete from memberships where user_id = ${ann.userId}`
  expect(await code(launchCampaign(owner, { campaignId, revision: 3 }))).toBe('campaign.nobody_to_approve')
  await setApproval(owner, { approves: false })
  expect(await launchCampaign(owner, { campaignId, revision: 3 })).toEqual({ state: 'live' })
})

test('a store manager reads campaigns, and takes no step', async () => {
  const { owner, tenantId, ann } = await house()
  const store = await mintStore(owner)
  const { scope: manager } = await mintOperator(tenantId, 'store_manager', [store.id])
  const { id: campaignId } = await createCampaign(ann, campaignDraft)
  expect(await readCampaign(manager, { campaignId })).toMatchObject({ name: campaignDraft.name, steps: [] })
  await launchCampaign(ann, { campaignId, revision: 1 })
  expect(await steps(manager, campaignId)).toEqual([])
  const at = { campaignId, revision: 2 }
  for (const call of [
    createCampaign(manager, campaignDraft),
    launchCampaign(manager, at),
    approveCampaign(manager, at),
    withdrawCampaign(manager, at),
  ])
    expect(await code(call)).toBe('access.forbidden')
})
