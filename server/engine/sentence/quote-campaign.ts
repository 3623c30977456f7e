import type { CompiledEffect } from '../campaign/compile'
import type { CampaignBring, CampaignOutcome } from '../quote/answer'
import { limitUnits } from './campaign'
import { givesText } from './campaign-gives'
import { quoted } from './condition-names'
import type { Wording } from './wording'

/** What a campaign did to a price, or why nothing: `「会员日」限时 8 折：减 ¥20`. */
export function campaignOutcomeText(outcome: CampaignOutcome, effect: CompiledEffect, w: Wording): string {
  const zh = w.language === 'zh'
  const called = calledText(effect, w)
  if (!outcome.applied) return `${called}${zh ? '：' : ': '}${campaignWhy(outcome, w)}`
  return zh ? `${called}：减 ${w.money(outcome.off)}` : `${called}: ${w.money(outcome.off)} off`
}

/** What a campaign brings with the order: `「会员日」得「帆布袋」1 件`. */
export function campaignBringText({ most, whileItLasts }: CampaignBring, effect: CompiledEffect, w: Wording): string {
  const zh = w.language === 'zh'
  const parts = [
    calledText(effect, w),
    most !== undefined && (zh ? `还可得 ${limitUnits(most, effect.gives, w)}` : `at most ${limitUnits(most, effect.gives, w)} more`),
    whileItLasts && (zh ? '送完为止' : 'while it lasts'),
  ]
  return parts.filter(Boolean).join(zh ? '，' : ', ')
}

/** The campaign by its name, with what it gives: one campaign may give several things. */
function calledText({ campaign, at, gives }: CompiledEffect, w: Wording): string {
  const name = quoted(campaign.name, w)
  return `${name}${w.language === 'zh' ? '' : ': '}${givesText(gives, at.kind, w)}`
}

function campaignWhy(outcome: Extract<CampaignOutcome, { applied: false }>, w: Wording): string {
  const zh = w.language === 'zh'
  const { because, detail = 0 } = outcome
  switch (because) {
    case 'other_store':
      return zh ? '这家门店不参加' : 'not at this store'
    case 'other_channel':
      return zh ? '这个渠道不参加' : 'not through this channel'
    case 'other_tier':
      return zh ? '会员的等级不参加' : 'not for the tier of this member'
    case 'other_member':
      return zh ? '会员不在活动人群内' : 'not for this member'
    case 'not_first':
      return zh ? '只有首单才有' : 'with the first order only'
    case 'joined_before':
      return zh ? `会员已入会 ${w.count(detail)} 天，不再是新会员` : `the member joined ${w.count(detail)} days ago`
    case 'not_birthday':
      return zh ? '不在会员的生日期间，或没有登记生日' : 'it is not the time of the birthday, or none is known'
    case 'too_small':
    case 'below':
      return zh ? `还差 ${w.money(detail)}` : `${w.money(detail)} more needed`
    case 'no_goods':
      return zh ? '没有适用的商品' : 'no goods that it is for'
    case 'not_better':
      return zh ? '已有更优惠的价格' : 'another price is as good or better'
    case 'no_shipping':
      return zh ? '没有运费可免' : 'there is no shipping to pay'
    case 'day_cap':
      return zh ? '会员今天已达每人每天上限' : 'the member has had as much of it as there is for one a day'
    case 'lifetime_cap':
      return zh ? '会员已达每人上限' : 'the member has had as much of it as there is for one'
  }
}
