import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { endCampaigns, runCampaign } from '@/db/testing/run-campaign'
import type { ProgramDocument } from '@/server/engine/program/document'
import { answerText, explain } from '@/server/engine/sentence/explain'
import { rulesOf } from '@/server/engine/sentence/version-words'
import type { Surround, Wording } from '@/server/engine/sentence/wording'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { trialMember } from '@/server/program/trial-member'
import { explainEntry } from './explain-entry'
import { readTimeline } from './read-timeline'
import { registerMembers } from './register-members'

testDatabase()

const program: ProgramDocument = {
  semantics: 2,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '示例等级',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
      tiers: [{ id: 'base', code: 'base', name: '普通', color: '#888888', icon: 'star', threshold: 0, bonusBps: 0 }],
    },
  ],
  growthRules: [],
  earningRules: [{ id: 'rate', name: '消费积分', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } }],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}
const surround: Surround = { language: 'zh', money: (n) => `¥${n / 100}`, count: String, pointsName: '积分', store: () => undefined }

async function house() {
  const { scope } = await mintTenant({ program })
  const [answer] = await registerMembers(scope, [{ code: 'P1', joinedAt: '2025-01-01T00:00:00Z' }])
  if (answer?.status !== 'new') throw new Error('not registered')
  return { scope, memberId: answer.memberId }
}
async function pays(scope: TenantScope, no: string, day: string, amount: number): Promise<void> {
  const body = { type: 'order.paid', order_no: no, amount }
  const [answer] = await applyEvents(scope, [{ source: 'api', event_id: no, member: 'P1', occurred_at: `${day}T04:00:00Z`, body }])
  if (answer?.status !== 'applied') throw new Error(JSON.stringify(answer))
}
const order = { kind: 'order' } as const
const double = { kind: 'points_bonus', bps: 10_000 } as const

test('an order says which campaigns gave, why others did not, and which were not on that day', async () => {
  const { scope, memberId } = await house()
  await runCampaign(scope, [{ at: order, gives: double, limits: { perMemberDay: 60, total: 1_000 } }], { name: '会员日双倍积分' })
  await runCampaign(scope, [{ at: order, gives: { kind: 'points', points: 9 }, limits: {} }], {
    name: '老客专享',
    audience: { when: { fact: 'member.order_count', operator: 'gte', value: 3 } },
  })
  await runCampaign(scope, [{ at: order, gives: double, limits: {} }], {
    name: '每月八日',
    schedule: { from: '2025-01-01', on: { kind: 'rules', rules: ['FREQ=MONTHLY;BYMONTHDAY=8'] } },
  })
  await pays(scope, 'A1', '2025-03-04', 100_00)
  const { lines, versions } = await readTimeline(scope, { memberId, limit: 10 })
  const [line] = lines.filter(({ event }) => event?.type === 'order.paid')
  expect(line?.movements.map(({ amount, rule }) => [amount, rule])).toEqual([
    [100, '消费积分'],
    [60, '会员日双倍积分'],
  ])
  const { explanation } = await explainEntry(scope, { id: line?.movements[1]?.id ?? '' })
  const { sentence, details } = explain(explanation, surround, (code) => code)
  expect(sentence).toBe(
    '2025 年 3 月 4 日消费 ¥100，按「消费积分」得 100 积分、「会员日双倍积分」得 60 积分，本应 100 积分，受上限限制，共得 160 积分（第 1 版方案）。',
  )
  expect(details).toEqual(
    expect.arrayContaining([
      '「会员日双倍积分」（下单，积分 +100%（双倍），每人每天最多 60 积分，共 1000 积分）：按条件应得 100 积分，每人每天最多 60 积分，只剩这些，实得 60 积分。',
      '「老客专享」（下单，得 9 积分）：需要累计订单不少于 3 单；这次累计订单为 0 单。',
      '「每月八日」：当天不是活动日。',
    ]),
  )
  // The line itself has the same answers, in the words of the version that judged.
  const words = line?.event?.version == null ? undefined : versions[line.event.version]
  const w: Wording = { ...surround, tiers: [], fields: [], events: [], ...words?.names }
  expect(rulesOf(line?.event?.rules ?? [], words).map((rule) => [rule.name, answerText(rule, w)])).toEqual([
    ['消费积分', '条件满足，给出 100 积分。'],
    ['会员日双倍积分', '按条件应得 100 积分，每人每天最多 60 积分，只剩这些，实得 60 积分。'],
    ['老客专享', '需要累计订单不少于 3 单；这次累计订单为 0 单。'],
  ])
  expect(line?.event?.off).toEqual([{ name: '每月八日', why: 'other_day' }])
})

test('a trial of a member takes in the campaigns, also one that has ended', async () => {
  const { scope, memberId } = await house()
  expect((await trialMember(scope, { memberId })).campaigns).toEqual({ all: [], changes: 0 })
  const id = await runCampaign(scope, [{ at: order, gives: double, limits: {} }])
  await pays(scope, 'A1', '2025-03-04', 100_00)
  await endCampaigns(scope)
  const { campaigns, state } = await trialMember(scope, { memberId })
  expect(campaigns.all.map((one) => [one.id, one.name, one.spans.length])).toEqual([[id, '示例活动', 1]])
  expect([campaigns.changes, state?.standing.lots[0]?.left]).toEqual([2, 200])
})
