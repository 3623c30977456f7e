import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { launchCampaign, turnCampaign } from '@/db/testing/campaign'
import { testDatabase } from '@/db/testing/database'
import { mallProgram } from '@/db/testing/mall-program'
import { mintTenant } from '@/db/testing/mint'
import type { CampaignDraft, Effect } from '@/server/engine/campaign/campaign'
import { registerMembers } from '@/server/member/register-members'
import type { TenantScope } from '@/server/platform/scope'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'

const database = testDatabase()

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-06T02:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const draft = (effects: Effect[]): CampaignDraft => ({
  kind: 'double_points',
  name: '示例双倍',
  intro: '',
  noticeDays: null,
  terms: { schedule: { from: '2026-01-01', on: { kind: 'every_day' } }, audience: {}, effects },
})
const order = { kind: 'order' } as const
const pay = (scope: TenantScope, member: string, at: string, amount = 1_000) =>
  applyEvents(scope, [
    {
      source: 'till',
      event_id: `${member}-${at}`,
      member,
      occurred_at: at,
      body: { type: 'order.paid', order_no: `${member}-${at}`, amount },
    },
  ])
const taken = ({ tenantId }: TenantScope) => database.owner<{ rule: string; taken: number }[]>`
  select split_part(rule_id, ':', 3) as rule, taken from rule_budgets where tenant_id = ${tenantId} order by 1`
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

test('an order that was judged by who had not heard of a pause is judged anew with the next one, and gives its budget back', async () => {
  const { scope } = await mintTenant({ program: mallProgram })
  await registerMembers(
    scope,
    ['A', 'B'].map((code) => ({ code, joinedAt: '2026-01-01T00:00:00Z' })),
  )
  const template = await aTemplate({ scope })
  const id = await launchCampaign(
    scope,
    draft([
      { at: order, gives: { kind: 'points', points: 30 }, limits: { perDay: 50, total: 50 } },
      { at: order, gives: { kind: 'coupons', coupons: [{ template, count: 1 }] }, limits: { total: 5 } },
      { at: order, gives: { kind: 'goods', name: '示例袋', count: 1 }, limits: { perMember: 3 } },
    ]),
  )
  await pay(scope, 'A', '2026-05-06T01:00:00Z')
  await pay(scope, 'A', '2026-05-06T01:10:00Z')
  expect(await taken(scope)).toEqual([
    { rule: '0', taken: 50 },
    { rule: '0@2026-05-06', taken: 50 },
    { rule: '1', taken: 2 },
  ])
  await turnCampaign(scope, id, 'paused', Date.parse('2026-05-06T01:05:00Z'))
  await sound(scope)
  await pay(scope, 'A', '2026-05-06T01:20:00Z')
  await sound(scope)
  expect(await taken(scope)).toEqual([
    { rule: '0', taken: 30 },
    { rule: '0@2026-05-06', taken: 30 },
    { rule: '1', taken: 1 },
  ])
  await turnCampaign(scope, id, 'live', Date.parse('2026-05-06T01:30:00Z'))
  await pay(scope, 'B', '2026-05-06T01:40:00Z')
  await pay(scope, 'A', '2026-05-06T01:31:00Z')
  await pay(scope, 'A', '2026-05-06T00:30:00Z')
  await sound(scope)
  // In the order of the log: 00:30, 01:00 and, once it went on, 01:31 and 01:40 of the other member.
  expect(await taken(scope)).toEqual([
    { rule: '0', taken: 50 },
    { rule: '0@2026-05-06', taken: 50 },
    { rule: '1', taken: 4 },
  ])
})
