import { afterEach, describe, expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { listAudit } from '@/server/audit/reads'
import type { CampaignDraft, CampaignState, Span } from '@/server/engine/campaign/campaign'
import { earning, fieldProgram } from '@/server/engine/scenarios/field'
import { newId } from '@/server/platform/ids'
import type { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { campaignDraft } from '@/server/trpc/fixtures/campaign'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import { approveCampaign } from './approve-campaign'
import { copyCampaign } from './copy-campaign'
import { createCampaign } from './create-campaign'
import { deleteCampaign } from './delete-campaign'
import { endCampaign } from './end-campaign'
import { launchCampaign } from './launch-campaign'
import { pauseCampaign } from './pause-campaign'
import { readCampaign } from './read-campaign'
import { resumeCampaign } from './resume-campaign'
import { sendBackCampaign } from './send-back-campaign'
import { setApproval } from './set-approval'
import { updateCampaign } from './update-campaign'
import { withdrawCampaign } from './withdraw-campaign'

const database = testDatabase()

afterEach(() => {
  vi.useRealTimers()
})

const program = fieldProgram({
  timeZone: 'Asia/Shanghai',
  tiers: [
    ['普卡', 0],
    ['金卡', 100_000],
  ],
  earningRules: [earning('base', { reward: { kind: 'rate', points: 1, per: 100 } })],
})
const house = () => mintTenant({ program })

const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
const terms = (also: Partial<CampaignDraft['terms']>): CampaignDraft => ({ ...campaignDraft, terms: { ...campaignDraft.terms, ...also } })

type Step = 'update' | 'delete' | 'launch' | 'withdraw' | 'approve' | 'sendBack' | 'pause' | 'resume' | 'end'
/** Takes a step, and says whether it was taken. */
function take(scope: TenantScope, step: Step, at: { campaignId: string; revision: number }): Promise<string> {
  const remark = '示例'
  const steps: Record<Step, () => Promise<unknown>> = {
    update: () => updateCampaign(scope, { ...at, draft: campaignDraft }),
    delete: () => deleteCampaign(scope, { campaignId: at.campaignId }),
    launch: () => launchCampaign(scope, at),
    withdraw: () => withdrawCampaign(scope, at),
    approve: () => approveCampaign(scope, at),
    sendBack: () => sendBackCampaign(scope, { ...at, remark }),
    pause: () => pauseCampaign(scope, at),
    resume: () => resumeCampaign(scope, at),
    end: () => endCampaign(scope, { ...at, remark, coupons: 'keep' }),
  }
  return code(steps[step]())
}

const stored = async (campaignId: string) => {
  const [row] = await database.owner<{ state: CampaignState; spans: Span[]; change: number | null; revision: number; count: number }[]>`
    select c.state, c.spans, c.change, c.revision, t.campaign_changes as count from campaigns c join tenants t on t.id = c.tenant_id where c.id = ${campaignId}`
  if (!row) throw new Error('the campaign is not there')
  return row
}

describe('each state takes its own steps and no others', () => {
  const reached: Record<CampaignState, Step[]> = {
    draft: [],
    awaiting: ['launch'],
    live: ['launch'],
    paused: ['launch', 'pause'],
    ended: ['launch', 'end'],
  }
  const allowed: Record<CampaignState, Step[]> = {
    draft: ['update', 'delete', 'launch'],
    awaiting: ['withdraw', 'approve', 'sendBack'],
    live: ['pause', 'end'],
    paused: ['resume', 'end'],
    ended: [],
  }
  const all: Step[] = ['update', 'delete', 'launch', 'withdraw', 'approve', 'sendBack', 'pause', 'resume', 'end']
  test.each(Object.keys(reached) as CampaignState[])('%s', async (state) => {
    const { scope, tenantId } = await house()
    const colleague = (await mintOperator(tenantId, 'operator')).scope
    const taken: Step[] = []
    for (const step of all) {
      const { id: campaignId } = await createCampaign(scope, campaignDraft)
      await setApproval(scope, { approves: state === 'awaiting' })
      for (const [i, before] of reached[state].entries()) await take(scope, before, { campaignId, revision: i + 1 })
      await setApproval(scope, { approves: false })
      expect((await stored(campaignId)).state).toBe(state)
      const answer = await take(colleague, step, { campaignId, revision: reached[state].length + 1 })
      expect(['done', 'campaign.wrong_step']).toContain(answer)
      if (answer === 'done') taken.push(step)
      else expect((await stored(campaignId)).state).toBe(state)
    }
    expect(taken).toEqual(allowed[state])
  })
})

test('stretches of work begin and end at the instant of each step, with its place in the count of the merchant', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const at = (time: string) => vi.setSystemTime(new Date(`2026-12-01T${time}:00Z`))
  const ms = (time: string) => Date.parse(`2026-12-01T${time}:00Z`)
  const { scope } = await house()
  const { id: campaignId } = await createCampaign(scope, campaignDraft)
  const { id: other } = await createCampaign(scope, campaignDraft)
  expect(await stored(campaignId)).toMatchObject({ spans: [], change: null, count: 0 })
  at('01:00')
  expect(await launchCampaign(scope, { campaignId, revision: 1 })).toEqual({ state: 'live' })
  await launchCampaign(scope, { campaignId: other, revision: 1 })
  at('02:00')
  await pauseCampaign(scope, { campaignId, revision: 2 })
  at('03:00')
  await resumeCampaign(scope, { campaignId, revision: 3 })
  at('04:00')
  expect(await endCampaign(scope, { campaignId, revision: 4, remark: '示例', coupons: 'keep' })).toEqual({ revision: 5, coupons: 0 })
  expect(await stored(campaignId)).toEqual({
    state: 'ended',
    change: 5,
    count: 5,
    revision: 5,
    spans: [
      { from: ms('01:00'), until: ms('02:00'), began: 1, stopped: 3 },
      { from: ms('03:00'), until: ms('04:00'), began: 4, stopped: 5 },
    ],
  })
  expect(await stored(other)).toMatchObject({ change: 2, spans: [{ began: 2, until: null, stopped: null }] })
  const view = await readCampaign(scope, { campaignId })
  expect(view).toMatchObject({
    phase: 'ended',
    remark: '示例',
    endedAt: '2026-12-01T04:00:00.000Z',
    launchedAt: '2026-12-01T01:00:00.000Z',
    next: null,
  })
  expect(view.spans).toEqual([
    { from: '2026-12-01T01:00:00.000Z', until: '2026-12-01T02:00:00.000Z' },
    { from: '2026-12-01T03:00:00.000Z', until: '2026-12-01T04:00:00.000Z' },
  ])
})

test('those who act at once take places of their own in the count', async () => {
  const { scope } = await house()
  const drafts = await Promise.all(Array.from({ length: 6 }, () => createCampaign(scope, campaignDraft)))
  await Promise.all(drafts.map(({ id }) => launchCampaign(scope, { campaignId: id, revision: 1 })))
  const rows = await Promise.all(drafts.map(({ id }) => stored(id)))
  expect(rows.map(({ change }) => change).sort()).toEqual([1, 2, 3, 4, 5, 6])
  expect(rows.every(({ spans, change, count }) => spans[0]?.began === change && count === 6)).toBe(true)
  // Of two who pause the same one, the second is told that it was changed.
  const [first] = drafts
  const pause = () => code(pauseCampaign(scope, { campaignId: first?.id ?? '', revision: 2 }))
  expect((await Promise.all([pause(), pause()])).sort()).toEqual(['done', 'program.edited_elsewhere'])
})

test('who writes over what a colleague has just written is told so', async () => {
  const { scope, tenantId } = await house()
  const colleague = (await mintOperator(tenantId, 'operator')).scope
  const { id: campaignId } = await createCampaign(scope, campaignDraft)
  expect(await updateCampaign(colleague, { campaignId, revision: 1, draft: { ...campaignDraft, name: '示例甲' } })).toEqual({ revision: 2 })
  expect(await take(scope, 'update', { campaignId, revision: 1 })).toBe('program.edited_elsewhere')
  expect(await take(scope, 'launch', { campaignId, revision: 1 })).toBe('program.edited_elsewhere')
  expect((await readCampaign(scope, { campaignId })).name).toBe('示例甲')
  expect(await take(scope, 'launch', { campaignId, revision: 2 })).toBe('done')
  for (const step of ['pause', 'end'] as const)
    expect(await take(scope, step, { campaignId, revision: 2 })).toBe('program.edited_elsewhere')
})

describe('a launch is refused', () => {
  const order = { kind: 'order' as const }
  const gift = (template: string) => [{ at: order, gives: { kind: 'coupons' as const, coupons: [{ template, count: 1 }] }, limits: {} }]
  const every = { kind: 'every_day' as const }
  const cases: [why: string, make: (scope: TenantScope) => Promise<CampaignDraft> | CampaignDraft, code: string][] = [
    [
      'when the dates are over',
      () => terms({ schedule: { from: '2025-01-01', until: '2025-01-31', on: every } }),
      'campaign.schedule_over',
    ],
    [
      'when no day is left within the dates',
      () => terms({ schedule: { from: '2998-06-01', until: '2998-06-10', on: { kind: 'rules', rules: ['FREQ=MONTHLY;BYMONTHDAY=20'] } } }),
      'campaign.never_falls',
    ],
    [
      'when a store was closed meanwhile',
      async (scope) => {
        const { id } = await mintStore(scope)
        await database.owner`update stores set closed_at = now() where id = ${id}`
        return terms({ audience: { stores: [id] } })
      },
      'campaign.store_gone',
    ],
    [
      'when a coupon is a draft again or paused',
      async (scope) => {
        const template = await aTemplate({ scope })
        await database.owner`update coupon_templates set state = 'paused' where id = ${template}`
        return terms({ effects: gift(template) })
      },
      'campaign.coupon_not_active',
    ],
    [
      'when a coupon is no longer given',
      async (scope) => {
        const template = await aTemplate({ scope })
        await database.owner`update coupon_templates set state = 'ended' where id = ${template}`
        return terms({ effects: gift(template) })
      },
      'campaign.coupon_ended',
    ],
    [
      'when nobody in the audience is in scope',
      () =>
        terms({
          audience: { tiers: ['金卡'] },
          effects: [{ at: order, gives: { kind: 'discount', offBps: 500, scope: { tiers: ['普卡'] } }, limits: {} }],
        }),
      'campaign.audience_empty',
    ],
    [
      'when nothing gives growth for money',
      () => terms({ effects: [{ at: order, gives: { kind: 'growth_bonus', bps: 500 }, limits: {} }] }),
      'campaign.growth_bonus_never',
    ],
  ]
  test.each(cases)('%s', async (_, make, expected) => {
    const { scope, tenantId } = await house()
    await mintOperator(tenantId, 'operator')
    const { id: campaignId } = await createCampaign(scope, await make(scope))
    expect(await take(scope, 'launch', { campaignId, revision: 1 })).toBe(expected)
    await setApproval(scope, { approves: true })
    expect(await take(scope, 'launch', { campaignId, revision: 1 })).toBe(expected)
    expect(await stored(campaignId)).toMatchObject({ state: 'draft', count: 0 })
  })

  test('when nothing was ever published', async () => {
    const { scope } = await mintTenant()
    const { id: campaignId } = await createCampaign(scope, campaignDraft)
    expect(await take(scope, 'launch', { campaignId, revision: 1 })).toBe('program.none_published')
  })
})

test('a draft names only what the merchant has', async () => {
  const { scope } = await house()
  const other = await house()
  const store = await mintStore(other.scope)
  const template = await aTemplate(other)
  const gives = { kind: 'coupons' as const, coupons: [{ template, count: 1 }] }
  const cases: [CampaignDraft, string][] = [
    [terms({ audience: { stores: [store.id] } }), 'store.not_found'],
    [terms({ audience: { stores: ['no id'] } }), 'store.not_found'],
    [terms({ audience: { tiers: ['银卡'] } }), 'tier.not_found'],
    [
      terms({ effects: [{ at: { kind: 'tier_entered', tiers: ['银卡'] }, gives: { kind: 'chances', count: 1 }, limits: {} }] }),
      'tier.not_found',
    ],
    [terms({ effects: [{ at: { kind: 'order' }, gives, limits: {} }] }), 'coupon.template_not_found'],
    [terms({ audience: { when: { fact: 'member.field.size', operator: 'gte', value: 1 } } }), 'condition.unknown_fact'],
  ]
  for (const [draft, expected] of cases) expect(await code(createCampaign(scope, draft))).toBe(expected)
  const { id: campaignId } = await createCampaign(scope, campaignDraft)
  for (const [draft, expected] of cases) expect(await code(updateCampaign(scope, { campaignId, revision: 1, draft }))).toBe(expected)
  expect(await code(readCampaign(scope, { campaignId: newId() }))).toBe('campaign.not_found')
})

test('a copy is a draft of the same line, and dates that are over begin today and are as long as they were', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2026-12-01T20:00:00Z'))
  const { scope } = await house()
  const dated = (from: string, until: string) => terms({ schedule: { from, until, on: { kind: 'every_day' } } })
  const { id: first } = await createCampaign(scope, { ...dated('2026-11-01', '2026-12-05'), name: '名'.repeat(40) })
  await launchCampaign(scope, { campaignId: first, revision: 1 })
  const { id: second } = await copyCampaign(scope, { campaignId: first })
  const copied = await readCampaign(scope, { campaignId: second })
  expect(copied).toMatchObject({ state: 'draft', revision: 1, name: `${'名'.repeat(36)}（副本）`, spans: [], launchedAt: null })
  expect(copied.terms.schedule).toMatchObject({ from: '2026-11-01', until: '2026-12-05' })
  expect(copied.before).toMatchObject({ name: '名'.repeat(40) })
  vi.setSystemTime(new Date('2026-12-31T20:00:00Z'))
  const { id: third } = await copyCampaign(scope, { campaignId: second })
  // It is the next day already where the merchant is.
  expect((await readCampaign(scope, { campaignId: third })).terms.schedule).toMatchObject({ from: '2027-01-01', until: '2027-02-04' })
  const roots = await database.owner<{ root: string }[]>`select distinct root_id as root from campaigns where tenant_id = ${scope.tenantId}`
  expect(roots).toEqual([{ root: first }])
})

test('what is over by its dates takes no more steps, and a paused one that is over does not go on', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2026-12-01T04:00:00Z'))
  const { scope } = await house()
  const draft = terms({ schedule: { from: '2026-12-01', until: '2026-12-05', on: { kind: 'every_day' } } })
  const [live, paused] = [await createCampaign(scope, draft), await createCampaign(scope, draft)]
  for (const { id } of [live, paused]) await launchCampaign(scope, { campaignId: id, revision: 1 })
  await pauseCampaign(scope, { campaignId: paused.id, revision: 2 })
  vi.setSystemTime(new Date('2026-12-06T04:00:00Z'))
  for (const step of ['pause', 'end'] as const) expect(await take(scope, step, { campaignId: live.id, revision: 2 })).toBe('campaign.ended')
  expect(await take(scope, 'resume', { campaignId: paused.id, revision: 3 })).toBe('campaign.schedule_over')
  expect((await readCampaign(scope, { campaignId: live.id })).steps).toEqual(['copy'])
  expect((await readCampaign(scope, { campaignId: paused.id })).steps).toEqual(['end', 'copy'])
  expect(await take(scope, 'end', { campaignId: paused.id, revision: 3 })).toBe('done')
})

test('each step is written down by whom it was taken, with the name of the campaign', async () => {
  const { scope } = await house()
  const { id: campaignId } = await createCampaign(scope, campaignDraft)
  for (const [i, step] of (['update', 'launch', 'pause', 'resume', 'end'] as const).entries())
    expect(await take(scope, step, { campaignId, revision: i + 1 })).toBe('done')
  const { rows } = await listAudit(scope, { subject: 'campaign', limit: 20 })
  expect(rows.map(({ action }) => action).reverse()).toEqual([
    'campaign.created',
    'campaign.updated',
    'campaign.launched',
    'campaign.paused',
    'campaign.resumed',
    'campaign.ended',
  ])
  expect(rows.every(({ after }) => (after as { name?: string }).name === campaignDraft.name)).toBe(true)
  expect(rows[0]).toMatchObject({ before: { state: 'live' }, after: { remark: '示例', coupons: 'keep', out: 0 } })
})
