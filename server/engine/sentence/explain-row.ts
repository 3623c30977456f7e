import { dayOf, isoOf } from '../calendar/day'
import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { Why } from '../trace'
import { effectSentence } from './campaign'
import { glued } from './condition-zh'
import { isHandedOver } from './effect-verdict'
import { eventText } from './event'
import type { EventExplained, Explanation, LotExplained, RowExplained, RuleExplained } from './explained'
import { movementText, unitText } from './happened'
import { expirySentence, pendingSentence } from './policy'
import { earningRuleSentence, growthRuleSentence } from './rule'
import { dateText, percentText, type Wording } from './wording'

type RowSubject = Extract<Explanation['subject'], { kind: 'row' }>

/** A row of the ledger as one sentence without its version. */
export function rowSentence(e: Explanation, subject: RowSubject, w: Wording): string {
  const { cause } = e
  if (cause.kind === 'correction') return correctionSentence(cause, subject.row, e.day, w)
  if (cause.kind === 'event') return eventRow(cause.event, e, subject, w)
  return timeRow(e, subject, w)
}

type Clause = string | false | null

const join = (clauses: Clause[], w: Wording): string => clauses.filter(Boolean).join(w.language === 'zh' ? '，' : ', ')
const plain = (row: RowExplained, w: Wording): string => movementText({ ...row, rule: null }, w)

/** A sentence of its own as part of another one. */
const inner = (sentence: string, w: Wording): string =>
  w.language === 'en' && /^[A-Z][a-z]/u.test(sentence) ? `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` : sentence

// ---- what an event brought

function eventRow(event: EventExplained, e: Explanation, subject: RowSubject, w: Wording): string {
  const { row, lot } = subject
  const zh = w.language === 'zh'
  const day = dateText(event.day, w.language)
  const happened = eventText(event, w)
  const first = zh ? `${day}${happened}` : `On ${day}, ${happened}`
  const what = unitText(row.amount, row.unit, w)
  if (row.to === 'redeemed' && event.type !== 'points.spent') return join([first, autoRedeemed(e, what, w)], w)
  const owing = (row.to === 'debt' || row.from === 'debt') && plain(row, w)
  switch (event.type) {
    case 'order.refunded':
      if (row.to === 'reversed') return refundRow(first, event, e, subject, w)
      break
    case 'points.spent':
      return join([first, owing || fromLot(event, row, lot, w), reasonOf(event, w)], w)
    case 'points.returned':
      return join(
        [first, owing || (zh ? `${what}回到原来的批次` : `${what} went back to where they were taken from`), reasonOf(event, w)],
        w,
      )
    case 'points.adjusted':
      return join([first, byWhom(event, w), reasonOf(event, w), owing], w)
    case 'points.granted':
      return join([first, zh ? '每个等级有效期只给一次' : 'given once for each validity of the tier', owing], w)
    default:
      break
  }
  if (row.from !== 'issued') return join([first, movementText(row, w)], w)
  const sum = sumOf(e, row, 'issued')
  const total = unitText(sum, row.unit, w)
  const rules = earnedBy(event, row, w)
  const rest = [pendingClause(e, row, lot, w), debtClause(row, w)]
  if (zh) return join([first, ...rules, `共得 ${total}`, ...rest], w)
  return join([`${first} earned ${total}`, ...rules, ...rest], w)
}

/** What all rows of the same kind come to. */
const sumOf = (e: Explanation, row: RowExplained, from: RowExplained['from']): number =>
  Math.max(
    row.amount,
    e.rows.filter((one) => one.unit === row.unit && one.from === from).reduce((total, one) => total + one.amount, 0),
  )

const byWhom = ({ by }: EventExplained, w: Wording): Clause => by !== null && (w.language === 'zh' ? glued('由', by, '操作') : `by ${by}`)

const reasonOf = ({ reason }: EventExplained, w: Wording): Clause =>
  reason !== null && (w.language === 'zh' ? `原因是“${reason}”` : `for “${reason}”`)

/** By which rules, with the bonus. */
function earnedBy(event: EventExplained, row: RowExplained, w: Wording): Clause[] {
  const zh = w.language === 'zh'
  const gave = event.rules.filter((rule) => rule.unit === row.unit && rule.trace[1] > 0 && givesUnits(rule))
  const [first, second] = gave
  if (!first) return []
  const name = (rule: RuleExplained) =>
    rule.name === null ? (zh ? '已删除的规则' : 'a removed rule') : zh ? `「${rule.name}」` : `“${rule.name}”`
  const amount = (rule: RuleExplained) => unitText(rule.trace[1], row.unit, w)
  const by = !second
    ? zh
      ? `按${name(first)}${ruleText(first, w)}`
      : `by ${name(first)}${ruleText(first, w)}`
    : zh
      ? `按${gave.map((rule) => `${name(rule)}得 ${amount(rule)}`).join('、')}`
      : `${gave.map((rule) => `${amount(rule)} by ${name(rule)}`).join(' and ')}`
  return [by, row.unit === 'points' && event.bonusBps > 0 && bonusText(event, w), ...lessClauses(gave, w)]
}

/** Whether it gives points or growth, and no coupons or goods. */
const givesUnits = ({ spec, effect }: RuleExplained): boolean =>
  spec?.reward.kind !== 'coupon' && (effect === undefined || !isHandedOver(effect.effect))

function ruleText({ spec, unit, effect }: RuleExplained, w: Wording): string {
  if (effect !== undefined) return inBrackets(effectSentence(effect.effect, w), w)
  if (spec === null) return ''
  const told = unit === 'points' ? earningRuleSentence(spec as EarningRuleSpec, w) : growthRuleSentence(spec as GrowthRuleSpec, w)
  return inBrackets(told, w)
}

const inBrackets = (told: string, w: Wording): string => (w.language === 'zh' ? `（${told}）` : ` (${inner(told, w)})`)

/** Reasons that are limits, whose detail is what would have been given. */
const limits: readonly unknown[] = ['order_cap', 'day_cap', 'month_cap', 'lifetime_cap', 'budget'] satisfies Why[]

function bonusText({ bonusBps, tierBefore, notes }: EventExplained, w: Wording): string {
  const percent = percentText(bonusBps)
  const capped = notes.includes('bonus_capped')
  if (w.language === 'zh') return `${glued(tierBefore ?? '', '加成', percent)}${capped ? '（已到方案的上限）' : ''}`
  return `with ${tierBefore ? `${tierBefore}’s bonus` : 'a bonus'} of ${percent}${capped ? ' (the most the program allows)' : ''}`
}

/** Rules that gave less than they say, because of a cap or a budget. */
function lessClauses(rules: RuleExplained[], w: Wording): string[] {
  return rules.flatMap(({ trace, unit }) => {
    const [, gave, why, wanted] = trace
    if (!limits.includes(why) || typeof wanted !== 'number' || wanted <= gave) return []
    const whole = unitText(wanted, unit, w)
    return [w.language === 'zh' ? `本应 ${whole}，受上限限制` : `cut by a limit from ${whole}`]
  })
}

function pendingClause(e: Explanation, row: RowExplained, lot: LotExplained | null, w: Wording): Clause {
  if (row.to !== 'pending') return null
  const zh = w.language === 'zh'
  if (lot?.activates === 'waits') return zh ? '订单完成后才能使用' : 'to be spent once the order is completed'
  if (lot?.activates) return zh ? `${dateText(lot.activates, 'zh')}起可以使用` : `to be spent from ${dateText(lot.activates, 'en')}`
  const policy = e.policy && pendingSentence(e.policy, w)
  return policy && inner(policy, w)
}

function debtClause(row: RowExplained, w: Wording): Clause {
  if (row.to !== 'debt') return null
  const what = unitText(row.amount, row.unit, w)
  return w.language === 'zh' ? `其中 ${what}抵扣了之前所欠` : `of which ${what} settled what was owed`
}

/** Of a spend: which points it took, and how many where it took others too. */
function fromLot(event: EventExplained, row: RowExplained, lot: LotExplained | null, w: Wording): Clause {
  const origin = originText(lot, w)
  if (origin === null) return null
  const all = row.amount === Math.abs(event.points ?? 0)
  const what = unitText(row.amount, row.unit, w)
  if (w.language === 'zh') return all ? `来自 ${origin}` : `其中 ${what}来自 ${origin}`
  return all ? `from ${origin}` : `${what} of it from ${origin}`
}

/** Where a lot came from. */
function originText(lot: LotExplained | null, w: Wording): string | null {
  const zh = w.language === 'zh'
  if (lot?.origin) {
    const day = dateText(lot.origin.day, w.language)
    return zh ? `${day}${eventText(lot.origin, w)}` : `${eventText(lot.origin, w)} on ${day}`
  }
  if (lot?.day) return zh ? `${dateText(lot.day, 'zh')}所得` : `what came on ${dateText(lot.day, 'en')}`
  return null
}

// ---- refunds

function refundRow(first: string, event: EventExplained, e: Explanation, { row, kept }: RowSubject, w: Wording): string {
  const zh = w.language === 'zh'
  if (row.rule === null && row.unit === 'points') {
    const gift = unitText(row.amount, row.unit, w)
    return join(
      [first, zh ? `因此降级，收回还没用过的入级礼 ${gift}` : `the tier fell with it, and its unused reward of ${gift} is taken back`],
      w,
    )
  }
  const lost = e.rows.filter((one) => one.unit === row.unit && one.to === 'reversed').reduce((sum, one) => sum + one.amount, 0)
  const whole = unitText(Math.max(lost, row.amount), row.unit, w)
  const why =
    event.orderNo === null
      ? zh
        ? '按规则对这笔金额会给的'
        : 'which is what the rules would give for the amount'
      : kept && keptText(kept, row, w)
  const took = zh ? `收回 ${whole}` : `${whole} taken back`
  const part =
    (row.from === 'debt' || (row.from === 'pending' && lost > row.amount)) && (zh ? `其中${plain(row, w)}` : `of which ${plain(row, w)}`)
  return zh ? join([first, why, took, part], w) : join([`${first}: ${took}`, why, part], w)
}

function keptText(kept: NonNullable<RowSubject['kept']>, row: RowExplained, w: Wording): string {
  const day = dateText(kept.orderDay, w.language)
  const units = unitText(kept.units, row.unit, w)
  if (w.language === 'zh')
    return kept.money > 0 ? `${day}的这笔订单还保留 ${w.money(kept.money)}，应得 ${units}` : `${day}的这笔订单已全部退回`
  return kept.money > 0
    ? `since the ${w.money(kept.money)} kept of the order of ${day} earn ${units}`
    : `since nothing is kept of the order of ${day}`
}

// ---- what time brought

function timeRow(e: Explanation, { row, lot }: RowSubject, w: Wording): string {
  const zh = w.language === 'zh'
  const what = unitText(row.amount, row.unit, w)
  const origin = originText(lot, w)
  const day = dateText(e.day, w.language)
  if (row.from === 'pending') {
    const said = zh
      ? `${origin ? glued(origin, '得到的 ') : ''}${what}，${day}起可以使用`
      : `${what}${origin ? ` from ${origin}` : ''} can be spent from ${day}`
    return join([said, row.to === 'debt' && (zh ? '先抵扣了之前所欠' : 'and settled what was owed'), pendingPolicy(e, w)], w)
  }
  if (row.to === 'expired') {
    const last = dateText(isoOf(dayOf(e.day) - 1), w.language)
    const policy = e.policy && inner(expirySentence(e.policy.expiry, w), w)
    const from = origin ? glued(origin, `得到的${w.pointsName}中，`) : ''
    if (zh) return `${from}还剩 ${what}没有使用，有效期到 ${last}，${day}过期${policy ? `：${policy}` : ''}`
    return `${what}${origin ? ` from ${origin}` : ''} had not been spent by ${last}, their last day, and expired on ${day}${policy ? `: ${policy}` : ''}`
  }
  const first = zh ? day : `On ${day}`
  if (row.to === 'redeemed') return join([first, autoRedeemed(e, what, w)], w)
  if (row.unit === 'growth' && row.from === 'balance')
    return zh ? `${day}新的周期开始，按方案清理 ${what}` : `${first}, a new period began, and ${what} were reset as the program says`
  if (row.from === 'issued') {
    if (zh) return `${day}会员生日，${row.rule ? `按「${row.rule}」` : ''}得 ${what}`
    return `${first}, the birthday earned ${what}${row.rule ? ` by “${row.rule}”` : ''}`
  }
  return join([first, movementText(row, w)], w)
}

const pendingPolicy = ({ policy }: Explanation, w: Wording): Clause => {
  const said = policy && pendingSentence(policy, w)
  return said && inner(said, w)
}

function autoRedeemed({ policy }: Explanation, what: string, w: Wording): string {
  const auto = policy?.autoRedeem
  if (w.language === 'zh') return auto ? `满 ${w.count(auto.at)} 自动兑换「${auto.reward}」，用掉 ${what}` : `自动兑换，用掉 ${what}`
  return auto ? `${what} were exchanged for “${auto.reward}”, as happens at ${w.count(auto.at)}` : `${what} were exchanged`
}

// ---- corrections

function correctionSentence(
  { late, corrects }: Extract<Explanation['cause'], { kind: 'correction' }>,
  row: RowExplained,
  day: string,
  w: Wording,
): string {
  const zh = w.language === 'zh'
  const what = unitText(row.amount, row.unit, w)
  const gains = row.to === 'active' || row.to === 'pending' || row.to === 'balance' || row.to === 'debt'
  return join(
    [
      lateText(late, day, w),
      changedText(corrects, w),
      zh ? `${gains ? '补记' : '冲回'} ${what}` : `${what} ${gains ? 'added' : 'taken off'}`,
    ],
    w,
  )
}

function lateText(late: EventExplained | null, day: string, w: Wording): string {
  const zh = w.language === 'zh'
  if (late === null)
    return zh ? '方案的新版本已在这之前生效，按它重新计算' : 'A newer version of the program had taken effect before, and was applied'
  const [came, happened] = [dateText(late.late ?? day, w.language), dateText(late.day, w.language)]
  if (zh) return `${came}才收到 ${happened}的记录（${eventText(late, w)}）`
  return `A record of ${happened} (${eventText(late, w)}) came only on ${came}`
}

function changedText(corrects: Extract<Explanation['cause'], { kind: 'correction' }>['corrects'], w: Wording): Clause {
  if (corrects === null) return null
  const zh = w.language === 'zh'
  if (corrects.kind === 'day')
    return zh ? `${dateText(corrects.day, 'zh')}的结算因此改变` : `which changes what ${dateText(corrects.day, 'en')} came to`
  const day = dateText(corrects.event.day, w.language)
  const what = eventText(corrects.event, w)
  return zh ? `${glued(`${day}${what}`, '的结果因此改变')}` : `which changes what ${what} on ${day} came to`
}
