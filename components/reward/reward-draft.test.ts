import { expect, test } from 'vitest'
import { RewardDraft } from '@/server/engine/reward/reward'
import { parseDraft } from '../kit/parse-draft'
import { heldReward, rewardDraftOf, rewardKinds, startedAs } from './reward-draft'

const template = '0197a3c2-5f10-7b3e-9d44-2f6a1c8e7b01'

test('what a form holds of a reward comes back as the same reward', () => {
  const draft: RewardDraft = {
    name: '示例马克杯',
    intro: '350 ml',
    picture: null,
    stock: 20,
    spec: {
      gives: { kind: 'goods', by: 'collect', sku: 'CUP' },
      points: 300,
      byTier: [{ tier: 'gold', points: 200 }],
      tiers: ['gold'],
      when: { fact: 'member.order_count', operator: 'gte', value: 1 },
      limits: { perMember: 2 },
      from: '2026-01-01',
      until: '2026-12-31',
    },
  }
  expect(RewardDraft.parse(rewardDraftOf(heldReward(draft)))).toEqual(draft)
})

test('what is empty or switched off is left out', () => {
  const held = {
    ...startedAs('goods'),
    name: '示例',
    conditioned: false,
    spec: {
      gives: { kind: 'service' as const, by: 'send' as const, sku: 'X', template },
      points: 5,
      tiers: [],
      when: { fact: 'member.order_count', operator: 'gte', value: 1 },
      limits: { perMember: null, perMemberDay: null },
      from: '',
    },
  }
  expect(RewardDraft.parse(rewardDraftOf(held)).spec).toEqual({ gives: { kind: 'service' }, points: 5, limits: {} })
})

test('each start needs no more than a name, and the coupon where it gives one', () => {
  for (const kind of rewardKinds) {
    const started = startedAs(kind)
    const held = { ...started, name: '示例', spec: { ...started.spec, gives: { ...started.spec?.gives, template } } }
    // As a form judges it: what is empty is left out.
    expect(parseDraft(RewardDraft, rewardDraftOf(held)).success, kind).toBe(true)
  }
})
