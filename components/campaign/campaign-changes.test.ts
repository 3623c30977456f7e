import { expect, test } from 'vitest'
import type { CampaignTerms } from '@/server/engine/campaign/campaign'
import type { Wording } from '@/server/engine/sentence/wording'
import { campaignChanges } from './campaign-changes'

const w: Wording = {
  language: 'zh',
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: '积分',
  store: (id) => (id === 's1' ? '示例一店' : undefined),
  tiers: [
    { id: 't0', name: '普通' },
    { id: 't1', name: '金卡' },
  ],
  fields: [],
  events: [],
}
const terms: CampaignTerms = {
  schedule: { from: '2026-12-01', on: { kind: 'every_day' } },
  audience: {},
  effects: [{ at: { kind: 'order' }, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }],
}
const before = { name: '示例会员日', terms }

test('the same has no changes', () => {
  expect(campaignChanges(before, { name: before.name, terms: structuredClone(terms) }, w)).toEqual([])
})

test('what differs is told as it was and as it is, and nothing else', () => {
  const after = {
    name: '示例大促',
    terms: {
      schedule: { ...terms.schedule, until: '2026-12-31' },
      audience: { tiers: ['t1'], stores: ['s1'] },
      effects: [
        { at: { kind: 'order' }, gives: { kind: 'points_bonus', bps: 20_000 }, limits: {} },
        { at: { kind: 'registered' }, gives: { kind: 'points', points: 50 }, limits: {} },
      ],
    } satisfies CampaignTerms,
  }
  expect(campaignChanges(before, after, w)).toEqual([
    { what: 'name', before: '示例会员日', after: '示例大促' },
    { what: 'when', before: '每天，2026 年 12 月 1 日起', after: '每天，2026 年 12 月 1 日至 2026 年 12 月 31 日' },
    { what: 'who', before: '会员', after: '金卡会员，仅限门店 示例一店' },
    { what: 'gives', before: '下单，积分 +100%（双倍）', after: '下单，积分 +200%（三倍）' },
    { what: 'gives', before: null, after: '注册时得 50 积分' },
  ])
})
