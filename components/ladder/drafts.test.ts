import { expect, test } from 'vitest'
import { type LadderSpec, TierDraft } from '@/server/engine/ladder/ladder'
import { parseDraft } from '../kit/parse-draft'
import { heldLadder, LadderFields, ladderDraftOf } from './ladder-draft'
import { heldTier, tierDraftOf } from './tier-draft'

const least: LadderSpec = { measure: 'net_spend', window: { kind: 'rolling_days', days: 30 }, validity: { kind: 'none' } }

test.each<[string, LadderSpec]>([
  ['the least', least],
  ['months with grace', { ...least, validity: { kind: 'months', months: 6, downgrade: 'one_level', graceDays: 10 } }],
  ['days', { ...least, validity: { kind: 'days', days: 90, downgrade: 'base' } }],
  ['a period', { ...least, validity: { kind: 'period', period: 'quarter', downgrade: 'never' } }],
  [
    'the next period and more',
    { ...least, validity: { kind: 'period', period: 'half', next: true, extraDays: 30, downgrade: 'recalculate' } },
  ],
  ['what has no stretch of time', { ...least, measure: 'points_balance', window: { kind: 'lifetime' } }],
  [
    'everything',
    {
      measure: 'category_spend',
      category: '咖啡',
      window: { kind: 'tier_period' },
      validity: { kind: 'forever' },
      rises: { kind: 'next_period', period: 'month' },
      falls: 'at_once',
      retention: { measure: 'order_count', window: { kind: 'rolling_days', days: 90 } },
      entry: { on: 'passed', takeBack: true },
      growthReset: { period: 'year', keepBps: 5_000 },
      notices: [30, 7],
    },
  ],
])('a ladder that is opened and saved is the same ladder: %s', (_name, spec) => {
  const ladder = { name: '示例等级', spec }
  expect(parseDraft(LadderFields, ladderDraftOf(heldLadder(ladder))).data).toEqual(ladder)
})

test('what is switched off is kept by the controls and left out of the ladder', () => {
  const { spec } = heldLadder({
    name: '示例等级',
    spec: { ...least, retention: { measure: 'growth', window: { kind: 'lifetime' } }, growthReset: { period: 'month', keepBps: 100 } },
  }) as { spec: object }
  const draft = ladderDraftOf({ name: '示例等级', spec: { ...spec, keepsOther: false, resets: false, falls: true } })
  expect(draft, 'nothing falls at once where each day is looked at').toEqual({ name: '示例等级', spec: least })
})

const plain: TierDraft = { code: 'gold', name: '金卡', color: '#b7791f', icon: 'crown', threshold: 500, bonusBps: 1_000 }
const whole: TierDraft = {
  ...plain,
  growthBonusBps: 500,
  hidden: true,
  requires: { mode: 'any', when: { fact: 'member.order_count', operator: 'gte', value: 3 } },
  keep: { minimum: 300, when: { fact: 'member.order_count', operator: 'gte', value: 1 } },
  entryPoints: 50,
  expiry: { kind: 'inactivity', days: 90 },
}

test.each<[string, TierDraft]>([
  ['the least', plain],
  ['by hand only', { ...plain, threshold: null }],
  [
    'by conditions alone',
    { ...plain, threshold: null, requires: { mode: 'all', when: { fact: 'member.memberships', operator: 'gte', value: 1 } } },
  ],
  ['everything', whole],
])('a tier that is opened and saved is the same tier: %s', (_name, tier) => {
  expect(parseDraft(TierDraft, tierDraftOf(heldTier(tier))).data).toEqual(tier)
})

test('a tier given by hand asks for nothing, and one that asks needs its threshold', () => {
  const held = heldTier(whole)
  const { requires: _requires, keep: _keep, ...rest } = whole
  expect(parseDraft(TierDraft, tierDraftOf({ ...held, way: 'hand' })).data).toEqual({ ...rest, threshold: null })
  const missing = parseDraft(TierDraft, tierDraftOf({ ...heldTier({ ...plain, threshold: null }), way: 'reach' }))
  expect(missing.error?.issues[0]?.path).toEqual(['threshold'])
})
