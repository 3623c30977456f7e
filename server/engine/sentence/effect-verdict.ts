import type { CampaignAudience, Effect } from '../campaign/campaign'
import type { OnOrNot } from '../campaign/standing'
import type { FactValue } from '../condition/compile'
import type { RuleTrace, Why } from '../trace'
import { limitsText, limitUnits } from './campaign'
import { givesText } from './campaign-gives'
import { quoted } from './condition-names'
import { failedText, unitsOf, whyText } from './verdict'
import { capital, type Wording } from './wording'

/** An effect of a campaign as it stood from its launch on, and whom the campaign is for. */
export type EffectExplained = { effect: Effect; audience: CampaignAudience }

/** What an effect of a campaign came to at a moment, and why, as one sentence. */
export function effectVerdictText(trace: RuleTrace, { effect, audience }: EffectExplained, unit: 'points' | 'growth', w: Wording): string {
  const zh = w.language === 'zh'
  const [, gave, third, fourth] = trace
  if (typeof third === 'number') return failedText(third, (fourth ?? null) as FactValue, audience.when, w)
  const what = isHandedOver(effect) ? givesText(effect.gives, effect.at.kind, w) : unitsOf(Math.abs(gave), unit, w)
  if (typeof third === 'string') return whyNot(third, gave, fourth as number, effect, unit, w)
  if (gave < 0) return zh ? `收回 ${what}。` : `${what} taken back.`
  if (gave > 0 && isHandedOver(effect)) return zh ? `条件满足，${what}。` : `It applies and gives ${what}.`
  if (gave > 0) return zh ? `条件满足，给出 ${what}。` : `It applies and gives ${what}.`
  return zh
    ? `条件满足，但金额太小，不足以多得 ${unitsOf(1, unit, w)}。`
    : `It applies, but the amount is too small for ${unitsOf(1, unit, w)} more.`
}

/** Whether it gives something beside points and growth, which is counted in times. */
export const isHandedOver = ({ gives }: Effect): boolean => gives.kind === 'coupons' || gives.kind === 'goods' || gives.kind === 'chances'

function whyNot(why: Why, gave: number, detail: number, effect: Effect, unit: 'points' | 'growth', w: Wording): string {
  const { gives, limits } = effect
  const limit = limitOf(why, limits)
  if (limit === null) return whyText(why, gave, detail, undefined, unit, w)
  const zh = w.language === 'zh'
  const told = limitsText(limit, gives, w)
  const had = gave > 0 ? (zh ? `，实得 ${limitUnits(gave, gives, w)}` : `, so it gives ${limitUnits(gave, gives, w)}`) : ''
  const due = isHandedOver(effect)
    ? ''
    : zh
      ? `按条件应得 ${limitUnits(detail, gives, w)}，`
      : `It would give ${limitUnits(detail, gives, w)}; `
  const what = zh ? (gave > 0 ? '只剩这些' : '已经发完') : gave > 0 ? 'no more was left' : 'nothing was left'
  const text = zh ? `${due}${told}，${what}${had}。` : `${due}${told}, and ${what}${had}.`
  return due === '' && !zh ? capital(text) : text
}

/** The limits of an effect that a reason means; null for one that is no limit. A budget is that of the date or of all together. */
function limitOf(why: Why, { perMember, perMemberDay, perDay, total }: Effect['limits']): Effect['limits'] | null {
  const some = (limits: Effect['limits']): Effect['limits'] => JSON.parse(JSON.stringify(limits)) as Effect['limits']
  switch (why) {
    case 'day_cap':
      return some({ perMemberDay })
    case 'lifetime_cap':
      return some({ perMember })
    case 'budget':
      return some({ perDay, total })
    default:
      return null
  }
}

/** A campaign that was not on at a moment, though at work around that day. */
export type OffExplained = { name: string; why: Exclude<OnOrNot, 'on'> }

const offZh: Record<OffExplained['why'], string> = {
  not_begun: '活动当时还没开始',
  paused: '活动当时已暂停',
  ended: '活动当时已结束',
  other_day: '当天不是活动日',
  other_hour: '不在活动时段',
}
const offEn: Record<OffExplained['why'], string> = {
  not_begun: 'the campaign had not begun yet',
  paused: 'the campaign was paused then',
  ended: 'the campaign was over by then',
  other_day: 'the campaign was not on that day',
  other_hour: 'the campaign was not on at that hour',
}

/** Why a campaign was not on, as a sentence of its own. */
export const offReason = (why: OffExplained['why'], w: Wording): string =>
  w.language === 'zh' ? `${offZh[why]}。` : `${capital(offEn[why])}.`

/** Why a campaign had no part in something: `「会员日双倍积分」：当天不是活动日`. */
export const offText = ({ name, why }: OffExplained, w: Wording): string =>
  w.language === 'zh' ? `${quoted(name, w)}：${offZh[why]}` : `${quoted(name, w)}: ${offEn[why]}`
