import type { Condition } from '../condition/condition'
import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { Trigger } from '../vocabulary'
import { conditionText } from './condition'
import { pointsText, type Wording } from './wording'

/** An earning rule as one sentence: `单笔实付满 ¥200 且等级为金卡及以上时，每实付 ¥1 得 2 积分`. */
export function earningRuleSentence({ trigger, when, reward }: EarningRuleSpec, w: Wording): string {
  const per = reward.kind === 'rate' ? reward.per : null
  return ruleSentence(trigger, when, per, pointsText(reward.points, w), w)
}

/** A growth rule as one sentence: `每实付 ¥1 得 1 成长值`. */
export function growthRuleSentence({ trigger, when, reward }: GrowthRuleSpec, w: Wording): string {
  const per = reward.kind === 'rate' ? reward.per : null
  const gain = w.language === 'zh' ? `${w.count(reward.growth)} 成长值` : `${w.count(reward.growth)} growth`
  return ruleSentence(trigger, when, per, gain, w)
}

function ruleSentence(trigger: Trigger, when: Condition | undefined, per: number | null, gain: string, w: Wording): string {
  const condition = when ? conditionText(when, w) : null
  return w.language === 'zh' ? sentenceZh(trigger, condition, per, gain, w) : sentenceEn(trigger, condition, per, gain, w)
}

/** A Chinese clause ending in a figure keeps its distance from the next character. */
const spaced = (clause: string): string => (/[0-9A-Za-z]$/.test(clause) ? `${clause} ` : clause)

function sentenceZh(trigger: Trigger, condition: string | null, per: number | null, gain: string, w: Wording): string {
  switch (trigger) {
    case 'order.paid':
      if (per !== null) return condition ? `${spaced(condition)}时，每实付 ${w.money(per)} 得 ${gain}` : `每实付 ${w.money(per)} 得 ${gain}`
      return condition ? `${spaced(condition)}时，每笔订单得 ${gain}` : `每笔订单得 ${gain}`
    case 'member.registered':
      return condition ? `注册成为会员时，如果${condition}，得 ${gain}` : `注册成为会员时得 ${gain}`
    case 'member.checked_in':
      return condition ? `${spaced(condition)}时，每天首次签到得 ${gain}` : `每天首次签到得 ${gain}`
  }
}

function sentenceEn(trigger: Trigger, condition: string | null, per: number | null, gain: string, w: Wording): string {
  const told = (what: string): string => (condition ? `When ${condition}, ${what}` : `${what.charAt(0).toUpperCase()}${what.slice(1)}`)
  switch (trigger) {
    case 'order.paid':
      return told(per !== null ? `each ${w.money(per)} paid earns ${gain}` : `each order earns ${gain}`)
    case 'member.registered':
      return told(`joining earns ${gain}`)
    case 'member.checked_in':
      return told(`the first check-in of a day earns ${gain}`)
  }
}
