import { expect, test } from 'vitest'
import type { CompiledEffect } from '../campaign/compile'
import type { CampaignOutcome } from '../quote/answer'
import { effectOf, running } from '../scenarios/running'
import { campaignBringText, campaignOutcomeText } from './quote-campaign'
import type { Language, Wording } from './wording'

const w = (language: Language): Wording => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: language === 'zh' ? '积分' : 'points',
  store: () => undefined,
  tiers: [],
  fields: [],
  events: [],
})
const campaigns = running({
  id: 'x',
  effects: [
    effectOf({ kind: 'discount', offBps: 2_000 }),
    effectOf({ kind: 'goods', name: '帆布袋', count: 1 }, { kind: 'order', least: 9_900 }),
    effectOf({ kind: 'points_bonus', bps: 10_000 }),
  ],
})
const effect = (place: number) => campaigns.effect(`campaign:x:${place}`) as CompiledEffect
const refused = (because: Exclude<CampaignOutcome, { applied: true }>['because'], detail?: number): CampaignOutcome => ({
  effect: 'campaign:x:0',
  applied: false,
  because,
  ...(detail === undefined ? {} : { detail }),
})

test.each<[CampaignOutcome, string, string]>([
  [{ effect: 'campaign:x:0', applied: true, off: 2_000, split: [2_000] }, '减 ¥20', '¥20 off'],
  [refused('other_store'), '这家门店不参加', 'not at this store'],
  [refused('other_channel'), '这个渠道不参加', 'not through this channel'],
  [refused('other_tier'), '会员的等级不参加', 'not for the tier of this member'],
  [refused('other_member'), '会员不在活动人群内', 'not for this member'],
  [refused('not_first', 3), '只有首单才有', 'with the first order only'],
  [refused('joined_before', 40), '会员已入会 40 天，不再是新会员', 'the member joined 40 days ago'],
  [refused('not_birthday'), '不在会员的生日期间，或没有登记生日', 'it is not the time of the birthday, or none is known'],
  [refused('too_small', 100), '还差 ¥1', '¥1 more needed'],
  [refused('below', 100), '还差 ¥1', '¥1 more needed'],
  [refused('no_goods'), '没有适用的商品', 'no goods that it is for'],
  [refused('not_better'), '已有更优惠的价格', 'another price is as good or better'],
  [refused('no_shipping'), '没有运费可免', 'there is no shipping to pay'],
  [refused('day_cap'), '会员今天已达每人每天上限', 'the member has had as much of it as there is for one a day'],
  [refused('lifetime_cap'), '会员已达每人上限', 'the member has had as much of it as there is for one'],
])('what became of a campaign is told with its name: %j', (outcome, zh, en) => {
  expect(campaignOutcomeText(outcome, effect(0), w('zh'))).toBe(`「示例活动 x」限时 8 折：${zh}`)
  expect(campaignOutcomeText(outcome, effect(0), w('en'))).toBe(`“示例活动 x”: 20% off: ${en}`)
})

test('what comes with the order is told so that it can be handed out', () => {
  const bag = { effect: 'campaign:x:1', gives: effect(1).gives, whileItLasts: false }
  expect(campaignBringText(bag, effect(1), w('zh'))).toBe('「示例活动 x」得「帆布袋」1 件')
  const bonus = { effect: 'campaign:x:2', gives: effect(2).gives, most: 500, whileItLasts: true }
  expect(campaignBringText(bonus, effect(2), w('zh'))).toBe('「示例活动 x」积分 +100%（双倍），还可得 500 积分，送完为止')
  expect(campaignBringText(bonus, effect(2), w('en'))).toBe('“示例活动 x”: +100% points (double), at most 500 points more, while it lasts')
})
