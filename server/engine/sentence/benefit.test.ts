import { expect, test } from 'vitest'
import type { Benefit, BenefitGrant, GrantTerms } from '../benefit/benefit'
import { plainBenefit } from '../benefit/catalogue'
import { type BenefitWording, benefitLines, benefitName, grantSentence, termsShort } from './benefit'

const wording = (language: 'zh' | 'en'): BenefitWording => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: language === 'zh' ? '积分' : 'points',
  store: (id) => (id === 's1' ? '示例一店' : undefined),
  coupon: (id) => (id === 'c1' ? '示例券' : undefined),
  tiers: [],
  fields: [],
  events: [],
  tierOf: (id) => ({ gold: language === 'zh' ? '金卡' : 'Gold', black: language === 'zh' ? '黑卡' : 'Black' })[id],
})
const zh = wording('zh')
const en = wording('en')

const toGold = (terms: GrantTerms): BenefitGrant => ({ to: { tier: 'gold' }, terms })
const counter: Benefit = {
  id: 'cake',
  kind: 'counter',
  name: '示例蛋糕',
  spec: { icon: 'cake', intro: '', counter: { uses: 1, per: 'month', until: '2026-12-31', stores: ['s1'] }, grants: [] },
}

test.each<[Benefit, GrantTerms, string, string]>([
  [plainBenefit('member_price'), { offBps: 500 }, '金卡：会员价 9.5 折', 'Gold: Member price: 5% off'],
  [
    plainBenefit('member_price'),
    { offBps: 1_500, scope: { categories: ['茶饮'] } },
    '金卡：会员价 8.5 折，仅限商品 茶饮',
    'Gold: Member price: 15% off, only 茶饮',
  ],
  [plainBenefit('free_shipping'), { least: 9_900 }, '金卡：包邮，满 ¥99', 'Gold: Free shipping from ¥99'],
  [plainBenefit('free_shipping'), {}, '金卡：包邮', 'Gold: Free shipping'],
  [
    plainBenefit('monthly_coupons'),
    { day: 1, coupons: [{ template: 'c1', count: 2 }] },
    '金卡：每月 1 日送 2 张「示例券」',
    'Gold: 2 × “示例券” on day 1 of each month',
  ],
  [
    plainBenefit('monthly_coupons'),
    { day: 31, coupons: [{ template: 'gone', count: 1 }] },
    '金卡：每月 31 日（没有这一天时在月末）送 1 张已删除的优惠券',
    'Gold: 1 × a removed coupon on day 31 of each month, or its last',
  ],
  [
    plainBenefit('birthday_gift'),
    { points: 100, coupons: [{ template: 'c1', count: 1 }] },
    '金卡：生日送 100 积分、1 张「示例券」',
    'Gold: 100 points and 1 × “示例券” on the birthday',
  ],
  [plainBenefit('priority_service'), {}, '金卡：优先客服', 'Gold: Priority service'],
  [
    counter,
    { uses: 2 },
    '金卡：示例蛋糕，每月 2 次，2026 年 12 月 31 日截止，限示例一店',
    'Gold: 示例蛋糕, twice a month, until 31 December 2026, at 示例一店 only',
  ],
])('a grant is one sentence in both languages', (benefit, terms, inZh, inEn) => {
  expect(grantSentence(benefit, toGold(terms), zh)).toBe(inZh)
  expect(grantSentence(benefit, toGold(terms), en)).toBe(inEn)
})

test('a benefit bears its own name or that of its kind, with the merchant’s word for points', () => {
  expect(benefitName({ kind: 'points_bonus', name: null }, { ...zh, pointsName: '豆子' })).toBe('豆子加成')
  expect(benefitName({ kind: 'free_shipping', name: '免运费' }, zh)).toBe('免运费')
})

test('a cell says no more than it has to', () => {
  expect(termsShort(plainBenefit('member_price'), { offBps: 500 }, zh)).toBe('9.5 折')
  expect(termsShort(counter, { uses: 3 }, en)).toBe('3 times a month')
  expect(termsShort(plainBenefit('priority_service'), {}, zh)).toBeNull()
})

test('members read who has what, those with the same named together; what nobody has is not told', () => {
  const price = plainBenefit('member_price')
  price.spec = { ...price.spec, intro: '全场适用', grants: [toGold({ offBps: 500 }), { to: { tier: 'black' }, terms: { offBps: 500 } }] }
  expect(benefitLines([price, plainBenefit('free_shipping')], zh)).toEqual(['金卡、黑卡：会员价 9.5 折。全场适用'])
  expect(benefitLines([price], en)).toEqual(['Gold, Black: Member price: 5% off. 全场适用'])
})
