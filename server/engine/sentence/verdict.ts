import type { FactValue } from '../condition/compile'
import { type Condition, leavesOf } from '../condition/condition'
import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { RuleTrace, Why } from '../trace'
import { leafText } from './condition'
import { giftsText } from './rule'
import { dateText, factorText, pointsText, type Wording } from './wording'

/** What a rule came to, as people are told: it gave, gave less than it says, gave nothing, or was not asked at all. */
export type Verdict = 'gave' | 'reduced' | 'silent' | 'not_asked' | 'took'

type Spec = EarningRuleSpec | GrowthRuleSpec

/** What a rule came to, from its trace; without one it was not asked. */
export function verdictOf(trace: RuleTrace | undefined): Verdict {
  if (!trace) return 'not_asked'
  const [, gave, why] = trace
  if (gave < 0) return 'took'
  if (why === 'multiplies') return 'gave'
  if (gave === 0) return 'silent'
  return why === undefined ? 'gave' : 'reduced'
}

/** Why a rule gave what it gave, as one sentence. `spec` is the rule as it stood in the version that judged. */
export function verdictText(trace: RuleTrace | undefined, spec: Spec | undefined, unit: 'points' | 'growth', w: Wording): string {
  const zh = w.language === 'zh'
  if (!trace) return zh ? '这条规则不看这类事件。' : 'This rule does not answer to this kind of event.'
  const [, gave, third, fourth] = trace
  if (typeof third === 'string') return whyText(third, gave, fourth as number, spec, unit, w)
  if (typeof third === 'number') return failedText(third, (fourth ?? null) as FactValue, spec?.when, w)
  if (gave < 0) return zh ? `收回 ${unitsOf(-gave, unit, w)}。` : `${unitsOf(-gave, unit, w)} taken back.`
  const gifts = giftsOf(spec, w)
  if (gave > 0 && gifts !== null) return zh ? `条件满足，送 ${gifts}。` : `It applies and gives ${gifts}.`
  if (gave > 0) return zh ? `条件满足，给出 ${unitsOf(gave, unit, w)}。` : `It applies and gives ${unitsOf(gave, unit, w)}.`
  return zh
    ? `条件满足，但金额太小，不足以得到 ${unitsOf(1, unit, w)}。`
    : `It applies, but the amount is too small for ${unitsOf(1, unit, w)}.`
}

export const unitsOf = (n: number, unit: 'points' | 'growth', w: Wording): string =>
  unit === 'points' ? pointsText(n, w) : w.language === 'zh' ? `${w.count(n)} 成长值` : `${w.count(n)} growth`

/** The coupons that a rule gives, where it gives coupons. */
const giftsOf = (spec: Spec | undefined, w: Wording): string | null =>
  spec?.reward.kind === 'coupon' ? giftsText(spec.reward.coupons, w) : null

/** The part of the condition that failed, and what it met instead. */
export function failedText(place: number, saw: FactValue, when: Condition | undefined, w: Wording): string {
  const zh = w.language === 'zh'
  const leaf = when && leavesOf(when)[place]
  if (!leaf) return zh ? '条件没有满足。' : 'Its condition is not met.'
  const needs = leafText(leaf, w)
  const blank = saw === null || (Array.isArray(saw) && saw.length === 0)
  if (blank) return zh ? `需要${needs}；这次没有这项信息。` : `It needs: ${needs}; nothing is known of that here.`
  const met = Array.isArray(saw)
    ? leafText({ ...leaf, operator: 'has_any', value: saw.map(String) }, w)
    : leafText({ ...leaf, operator: 'eq', value: saw as string | number }, w)
  return zh ? `需要${needs}；这次${met}。` : `It needs: ${needs}; here ${met}.`
}

const timesText = (n: number, w: Wording): string => (w.language === 'zh' ? ` ${w.count(n)} 次` : ` ${w.count(n)}×`)

/** Why nothing was given, or less; `detail` is what belongs to the reason. */
export function whyText(why: Why, gave: number, detail: number, spec: Spec | undefined, unit: 'points' | 'growth', w: Wording): string {
  const zh = w.language === 'zh'
  const gifts = giftsOf(spec, w)
  const due = gifts ?? unitsOf(detail, unit, w)
  const less = (zhCap: string, enCap: string): string =>
    zh
      ? `按条件应得 ${due}，${zhCap}，${gave > 0 ? `实得 ${unitsOf(gave, unit, w)}` : '没有给'}。`
      : `It would give ${due}; ${enCap}, so it gives ${gave > 0 ? unitsOf(gave, unit, w) : 'nothing'}.`
  const cap = spec?.caps
  const most = (n: number | undefined): string => (n === undefined ? '' : gifts !== null ? timesText(n, w) : ` ${unitsOf(n, unit, w)}`)
  switch (why) {
    case 'dates':
      return datesText(spec, w)
    case 'stopped':
      return zh ? '排在前面的一条规则已满足，并规定不再看后面的规则。' : 'A rule before it applied and stops those behind it.'
    case 'lines':
      return zh ? '订单里没有它所指的商品。' : 'No line of the order is among the goods it is for.'
    case 'tier':
      return zh ? '会员当时的等级按这条规则不得。' : 'It gives nothing for the tier the member had.'
    case 'multiplies':
      return zh
        ? `条件满足，其他规则按金额给的部分 ×${factorText(detail)}。`
        : `It applies: what other rules give by amount counts ×${factorText(detail)}.`
    case 'order_cap':
      return less(`每次上限${most(cap?.perOrder)}`, `the limit for one event is${most(cap?.perOrder) || ' reached'}`)
    case 'day_cap':
      return less(`受每天上限${most(cap?.perDay)}限制`, `the limit of the day${most(cap?.perDay)} is reached`)
    case 'month_cap':
      return less(`受每月上限${most(cap?.perMonth)}限制`, `the limit of the month${most(cap?.perMonth)} is reached`)
    case 'lifetime_cap':
      return less(`受每人累计上限${most(cap?.lifetime)}限制`, `the limit for one member${most(cap?.lifetime)} is reached`)
    case 'budget':
      return spec === undefined
        ? less('预算只剩这些', 'no more is left of the budget')
        : less('规则的总预算只剩这些', 'no more is left of the rule’s budget')
    case 'other_store':
      return zh ? '它只在指定的门店有效，这次不在其中。' : 'It is for certain stores, and this was none of them.'
    case 'other_channel':
      return zh ? '它只在指定的渠道有效，这次不在其中。' : 'It is for certain channels, and this was none of them.'
    case 'other_tier':
      return zh ? '它只面向指定等级的会员，会员当时不在其中。' : 'It is for certain tiers, and the member was on none of them.'
    case 'not_first':
      return zh ? '只有首单才有，这不是会员的第一笔订单。' : 'It is for the first order only, and there were orders before.'
    case 'joined_before':
      return zh
        ? `只面向刚入会的会员，会员已入会 ${w.count(detail)} 天。`
        : `It is for new members; this one joined ${w.count(detail)} days before.`
    case 'not_birthday':
      return zh ? '不在会员的生日期间，或没有登记生日。' : 'It was not the time of the member’s birthday, or none is known.'
    case 'too_small':
      return zh
        ? `没有达到起始金额，范围内只有 ${w.money(detail)}。`
        : `The amount it asks for was not reached: ${w.money(detail)} within its scope.`
    case 'not_that_day':
      return zh
        ? `这是连续签到的第 ${w.count(detail)} 天，奖励不在这一天。`
        : `It was day ${w.count(detail)} of the row, which is not the one it is for.`
    case 'bonus_cap':
      return zh
        ? `受加成上限 ×${factorText(detail)} 限制，实得 ${unitsOf(gave, unit, w)}。`
        : `Bonuses are capped at ×${factorText(detail)}; it gives ${unitsOf(gave, unit, w)}.`
    case 'outdone':
      return zh ? '多个加成只取最高的一个，这一个不是最高。' : 'Of several bonuses only the highest counts, and this is not it.'
    case 'no_rate':
      return zh ? '没有按金额给的部分，加成无从计算。' : 'Nothing is given by amount here, so that there is nothing to add to.'
  }
}

function datesText(spec: Spec | undefined, w: Wording): string {
  const zh = w.language === 'zh'
  const [from, until] = [spec?.from && dateText(spec.from, w.language), spec?.until && dateText(spec.until, w.language)]
  if (from && until)
    return zh ? `只在 ${from}至 ${until}有效，当天不在其中。` : `It holds from ${from} to ${until} only, and the day is not among them.`
  if (from) return zh ? `从 ${from}起才有效。` : `It holds from ${from} only.`
  if (until) return zh ? `到 ${until}已截止。` : `It ended on ${until}.`
  return zh ? '当天不在它的有效日期内。' : 'The day is not among its dates.'
}
