import { expect, test } from 'vitest'
import type { CampaignTerms } from '../campaign/campaign'
import { fieldProgram } from '../scenarios/field'
import { campaign, DOUBLE, effectOf, ORDER, type Running } from '../scenarios/running'
import { campaignsSection } from './member-campaigns'
import type { Language, Surround } from './wording'

const w = (language: Language): Surround => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: language === 'zh' ? '积分' : 'points',
  store: () => undefined,
})
const document = fieldProgram({
  tiers: [
    ['普通', 0],
    ['金卡', 1],
    ['员工', null, { hidden: true }],
  ],
})
const termsOf = (running: Running): CampaignTerms =>
  campaign({ schedule: { from: '2026-12-01', on: { kind: 'every_day' } }, ...running }).terms
const told = (terms: Running, intro = '', language: Language = 'zh') =>
  campaignsSection([{ name: '会员日', intro, terms: termsOf(terms) }], document, w(language))?.lines ?? null

test('a campaign is one line with its name, what the merchant says of it, and its sentence', () => {
  const limited = { effects: [effectOf(DOUBLE, ORDER, { perMemberDay: 500, total: 9_000 })] }
  expect(told(limited, '每月都有')).toEqual([
    '会员日：每月都有。2026 年 12 月 1 日起，会员下单，积分 +100%（双倍），每人每天最多 500 积分，送完为止。',
  ])
  expect(told(limited, 'Each month', 'en')).toEqual([
    '会员日: Each month. From 1 December 2026, for all members: with each order, +100% points (double), at most 500 points for each member a day, while it lasts.',
  ])
  expect(told({})).toEqual(['会员日：2026 年 12 月 1 日起，会员下单，积分 +100%（双倍）。'])
})

test.each<[string, Running, string[] | null]>([
  ['for a hidden tier', { audience: { tiers: ['员工'] } }, null],
  ['by what the merchant keeps', { audience: { when: { fact: 'member.tags', operator: 'has_any', value: ['vip'] } } }, null],
  ['to who stays away', { effects: [effectOf({ kind: 'points', points: 5 }, { kind: 'asleep', days: 60 })] }, null],
  ['for reaching a hidden tier', { effects: [effectOf({ kind: 'points', points: 5 }, { kind: 'tier_entered', tiers: ['员工'] })] }, null],
  [
    'where hidden tiers are among others',
    {
      audience: { tiers: ['金卡', '员工'] },
      effects: [effectOf({ kind: 'points', points: 5 }, { kind: 'tier_entered', tiers: ['金卡', '员工'] })],
    },
    ['会员日：2026 年 12 月 1 日起，金卡会员升级为金卡时得 5 积分。'],
  ],
])('members do not read %s', (_name, terms, expected) => expect(told(terms)).toEqual(expected))

test('where nothing runs there is no heading', () => expect(campaignsSection([], document, w('zh'))).toBeNull())
