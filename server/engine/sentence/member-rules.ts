import type { BenefitGrant } from '../benefit/benefit'
import { type Condition, leavesOf } from '../condition/condition'
import { FIELD } from '../condition/facts'
import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { Ladder, LadderSpec, Tier, Validity } from '../ladder/ladder'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { PointsPolicy } from '../points/policy'
import type { ProgramDocument } from '../program/document'
import { benefitLines } from './benefit'
import { checkoutForMembers } from './checkout'
import { heldFor, tierAsks, tierGives, tierKeeps } from './ladder'
import { measureText } from './measure'
import { autoRedeemSentence, expirySentence, pendingSentence } from './policy'
import { earningRuleForMembers, growthRuleForMembers } from './rule'
import { capital, dayOfYearText, factorText, type Surround, unitsText, type Wording, wordingOf } from './wording'

/** One part of the rules as members read them: what it is about, and its sentences. */
export type RulesSection = { heading: string; lines: string[] }

/**
 * A program as its members read it, without what is not for them: hidden tiers and what only those get, rules by tags or
 * by what the merchant keeps of a member, rules that are over on `today`, and how the merchant's books are kept.
 */
export function memberRules(document: ProgramDocument, surround: Surround, today: string): RulesSection[] {
  const open: ProgramDocument = {
    ...document,
    ladders: document.ladders.map((ladder) => ({ ...ladder, tiers: ladder.tiers.filter((tier) => !tier.hidden) })),
  }
  const hidden = new Set(document.ladders.flatMap((ladder) => ladder.tiers.filter((tier) => tier.hidden).map((tier) => tier.id)))
  const w = wordingOf(surround, open)
  const zh = w.language === 'zh'
  const shown = open.ladders.filter((ladder) => ladder.tiers.length > 0)
  const several = shown.length > 1
  const sections: RulesSection[] = []
  const add = (heading: string, lines: (string | null | false | undefined)[]) => {
    const told = lines.filter((line) => typeof line === 'string').map((line) => sentence(line, w))
    if (told.length > 0) sections.push({ heading, lines: told })
  }
  const named = (ladder: Ladder, heading: string) => (several ? `${ladder.name}${zh ? '：' : ': '}${heading}` : heading)
  for (const ladder of shown) {
    add(named(ladder, zh ? '会员等级' : 'Tiers'), tiersOf(ladder, w))
    add(named(ladder, zh ? '等级怎样保持' : 'How a tier is kept'), keepingOf(ladder, w))
    const growth = document.growthRules.filter((rule) => rule.ladderId === ladder.id)
    if (followsGrowth(ladder.spec)) {
      const told = ownRules(growth, hidden, today).map((spec) => growthRuleForMembers(spec, w))
      add(named(ladder, zh ? '怎样获得成长值' : 'How you gain growth'), [...told, told.length > 0 && resetOf(ladder.spec, w)])
    }
  }
  add(zh ? '会员权益' : 'Benefits', benefitsOf(open, hidden, w))
  const earning = ownRules(document.earningRules, hidden, today)
  const name = w.pointsName
  add(zh ? `怎样获得${name}` : `How you earn ${name}`, [
    ...earning.map((spec) => earningRuleForMembers(spec, w)),
    earning.length > 0 && bonusesOf(open, earning, w),
    earning.some(aboutBirthday) && leapOf(document.points, w),
  ])
  add(zh ? `${name}的使用与有效期` : `Using ${name}, and how long they last`, [
    pendingSentence(document.points, w),
    expirySentence(document.points.expiry, w),
    remindersOf(document.points, w),
    autoRedeemSentence(document.points, w),
  ])
  add(zh ? '下单优惠' : 'At checkout', checkoutForMembers(document.checkout, hidden, w, today))
  add(zh ? '退款' : 'Refunds', refundsOf(document, w))
  return sections
}

/** The same as plain text, to be pasted anywhere. */
export const memberRulesText = (title: string, sections: readonly RulesSection[]): string =>
  [title, ...sections.map(({ heading, lines }) => [heading, ...lines.map((line) => `· ${line}`)].join('\n'))].join('\n\n')

/** Benefits of tiers that members may read of, and those by conditions that they may. */
function benefitsOf({ ladders, benefits = [] }: ProgramDocument, hidden: ReadonlySet<string>, w: Wording): string[] {
  const names = new Map(ladders.flatMap((ladder) => ladder.tiers.map(({ id, name }) => [id, name] as const)))
  const told = ({ to }: BenefitGrant): boolean =>
    'tier' in to ? names.has(to.tier) : !isPrivate(to.when) && typeof withoutHidden(to.when, hidden) !== 'boolean'
  const open = benefits.map((benefit) => ({
    ...benefit,
    spec: {
      ...benefit.spec,
      grants: benefit.spec.grants.filter(told).map((grant) => ({ ...grant, to: shownTo(grant.to, hidden) })),
    },
  }))
  return benefitLines(open, { ...w, tierOf: (id) => names.get(id) })
}

function shownTo(to: BenefitGrant['to'], hidden: ReadonlySet<string>): BenefitGrant['to'] {
  if ('tier' in to) return to
  const when = withoutHidden(to.when, hidden)
  return typeof when === 'boolean' ? to : { when }
}

/** A line as a sentence of its own. */
export function sentence(line: string, w: Surround): string {
  if (w.language === 'zh') return /[。！？]$/.test(line) ? line : `${line}。`
  return /[.!?]$/.test(line) ? capital(line) : `${capital(line)}.`
}

function tiersOf(ladder: Ladder, w: Wording): string[] {
  const { spec, tiers } = ladder
  const zh = w.language === 'zh'
  const climbed = tiers.some((tier) => tier.threshold !== null && tier.threshold > 0)
  const by = measureText(spec, w)
  const rises = spec.rises
    ? zh
      ? '达到门槛后，从下一个评定周期起升级'
      : 'you move up when the next period begins'
    : zh
      ? '达到门槛立即升级'
      : 'you move up at once'
  const head = zh ? `您的等级按${by}评定，${rises}` : `Your tier follows your ${by}; ${rises}`
  const each = tiers.map((tier) => {
    const asks = tier.threshold === null ? (zh ? '由商家邀请' : 'by invitation') : asksOpenly(spec, tier, w)
    const gives = tierGives(tier, w)
    return `${tier.name}${zh ? '：' : ': '}${[asks, ...gives].join(zh ? '，' : ', ')}`
  })
  return climbed ? [head, ...each] : each
}

/** What a tier asks for; what only the merchant knows is said in general. */
function asksOpenly(spec: LadderSpec, tier: Tier, w: Wording): string {
  if (!tier.requires || !isPrivate(tier.requires.when)) return tierAsks(spec, tier, w)
  const asks = tierAsks(spec, { ...tier, requires: undefined }, w)
  if (tier.requires.mode === 'any') return asks
  return w.language === 'zh' ? `${asks}，并符合本店的其他要求` : `${asks}, and what else we ask for`
}

/** For how long a tier holds and what keeps it. */
function keepingOf(ladder: Ladder, w: Wording): (string | false)[] {
  const { spec, tiers } = ladder
  if (!tiers.some((tier) => tier.threshold !== 0)) return []
  const zh = w.language === 'zh'
  const days = spec.notices?.length ? listed([...spec.notices].sort((a, b) => b - a).map(w.count), w) : null
  return [
    heldLine(spec.validity, w),
    spec.retention !== undefined &&
      (zh ? `保级按${measureText(spec.retention, w)}计算` : `What keeps a tier is your ${measureText(spec.retention, w)}`),
    ...tiers.flatMap((tier) =>
      (tier.keep?.when && isPrivate(tier.keep.when) ? [] : tierKeeps(spec, tier, w)).map(
        (keeps) => `${tier.name}${zh ? '：' : ': '}${keeps}`,
      ),
    ),
    spec.falls === 'at_once' && (zh ? '不再达到门槛时，等级会立即调整' : 'A tier changes at once when its threshold is no longer met'),
    days !== null && (zh ? `等级到期前 ${days} 天会提醒您` : `You are told ${days} ${days === '1' ? 'day' : 'days'} before a tier ends`),
  ]
}

function heldLine(validity: Validity, w: Surround): string {
  const zh = w.language === 'zh'
  if (validity.kind === 'none') return zh ? '您的等级每天重新评定' : 'Your tier is worked out anew each day'
  if (validity.kind === 'forever') return zh ? '您的等级长期有效' : 'Your tier is yours for good'
  const grace = validity.graceDays
  const failed = {
    recalculate: zh ? '到期后按当时的情况重新评定' : 'and is then worked out anew',
    one_level: zh ? '到期未达到保级要求，降一级' : 'and falls one level unless it is kept',
    base: zh ? '到期未达到保级要求，回到最低等级' : 'and falls to the lowest tier unless it is kept',
    never: zh ? '到期后也不会降级' : 'and you do not lose it after that',
  }[validity.downgrade]
  const held = zh ? `您的等级保留${heldFor(validity, w)}，${failed}` : `Your tier is kept ${heldFor(validity, w)} ${failed}`
  if (grace === undefined) return held
  return zh
    ? `${held}；到期后还有 ${unitsText(grace, 'day', w)}可以补足`
    : `${held}; you have ${unitsText(grace, 'day', w)} more to keep it`
}

const followsGrowth = ({ measure, retention }: LadderSpec): boolean => measure === 'growth' || retention?.measure === 'growth'

function resetOf({ growthReset }: LadderSpec, w: Surround): string | false {
  if (!growthReset) return false
  const zh = w.language === 'zh'
  const start = {
    month: zh ? '每月初' : 'month',
    quarter: zh ? '每季度初' : 'quarter',
    half: zh ? '每半年初' : 'half-year',
    year: zh ? '每年初' : 'year',
  }[growthReset.period]
  const kept = `${growthReset.keepBps / 100}%`
  if (growthReset.keepBps === 0) return zh ? `${start}成长值清零` : `Growth starts from zero at the start of each ${start}`
  return zh ? `${start}成长值保留 ${kept}` : `${kept} of your growth is carried over at the start of each ${start}`
}

/** The most that bonuses make, where there is a bonus at all. */
function bonusesOf({ ladders, points }: ProgramDocument, earning: readonly EarningRuleSpec[], w: Surround): string | false {
  const some =
    ladders.some((ladder) => ladder.tiers.some((tier) => tier.bonusBps > 0)) || earning.some((spec) => spec.reward.kind === 'multiplier')
  if (!some) return false
  const factor = factorText(points.bonusCapBps)
  return w.language === 'zh'
    ? `各项加成合计，最多为基础${w.pointsName}的 ${factor} 倍`
    : `With all bonuses, at most ${factor} times the base ${w.pointsName}`
}

const aboutBirthday = ({ trigger, when }: EarningRuleSpec): boolean =>
  trigger === 'member.birthday' || (when !== undefined && leavesOf(when).some((leaf) => leaf.fact === 'event.is_birthday'))

function leapOf({ leapBirthday }: PointsPolicy, w: Surround): string {
  const day = leapBirthday === 'mar1' ? dayOfYearText(3, 1, w.language) : dayOfYearText(2, 28, w.language)
  return w.language === 'zh'
    ? `2 月 29 日出生的会员，在没有这一天的年份，生日算 ${day}`
    : `A birthday of 29 February is kept on ${day} in years without it`
}

function remindersOf({ reminders, expiry }: PointsPolicy, w: Surround): string | false {
  if (!reminders?.length || expiry.kind === 'never') return false
  const days = listed([...reminders].sort((a, b) => b - a).map(w.count), w)
  return w.language === 'zh' ? `过期前 ${days} 天会提醒您` : `You are told ${days} ${days === '1' ? 'day' : 'days'} before they expire`
}

const byWhatIsPaid: ReadonlySet<LadderSpec['measure']> = new Set(['net_spend', 'order_count', 'growth', 'largest_order', 'category_spend'])

function refundsOf({ ladders, points }: ProgramDocument, w: Surround): (string | false)[] {
  const zh = w.language === 'zh'
  const name = w.pointsName
  const taken = {
    allow_debt: zh
      ? `退款时会收回这笔订单得到的${name}；已经用掉的，从您以后得到的${name}里扣除`
      : `A refund takes back the ${name} of its order; what you have spent of them is taken from those you earn later`,
    within_balance: zh
      ? `退款时会收回这笔订单得到的${name}，最多扣到 0`
      : `A refund takes back the ${name} of its order, down to zero at most`,
    pending_only: zh
      ? `退款时，这笔订单还不能使用的${name}会取消；已经可以使用的仍归您`
      : `A refund takes back the ${name} of its order that cannot be used yet; the others stay yours`,
  }[points.clawback]
  const days = points.reviveDays ?? 30
  const expires = points.expiry.kind !== 'never'
  const revived =
    days === 0
      ? zh
        ? `因退款退回给您的${name}如果已经过期，不再恢复`
        : `Used ${name} that come back to you with a refund stay expired if they had expired`
      : zh
        ? `因退款退回给您的${name}如果已经过期，会再保留 ${unitsText(days, 'day', w)}`
        : `Used ${name} that come back to you with a refund live ${unitsText(days, 'day', w)} more if they had expired`
  const counted = ladders.some(({ spec }) => byWhatIsPaid.has(spec.measure))
  return [
    taken,
    expires && revived,
    counted && (zh ? '退款的部分不计入等级评定' : 'What was refunded does not count for your tier'),
    ladders.some(({ spec, tiers }) => spec.entry?.takeBack && tiers.some((tier) => tier.entryPoints)) &&
      (zh ? '因退款降级时，没有用掉的升级奖励会收回' : 'A fall by refund takes back a reward for moving up that was not used'),
  ]
}

const listed = (parts: string[], w: Surround): string => {
  if (w.language === 'zh') return parts.join('、')
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** The rules that members may read of, each with what they may read of its condition. */
function ownRules<S extends EarningRuleSpec | GrowthRuleSpec>(
  rules: readonly { spec: S }[],
  hidden: ReadonlySet<string>,
  today: string,
): S[] {
  return rules.flatMap(({ spec }) => {
    if (spec.until !== undefined && spec.until < today) return []
    if ([spec.when, spec.lines].some((condition) => condition && isPrivate(condition))) return []
    const when = spec.when === undefined ? true : withoutHidden(spec.when, hidden)
    if (when === false) return []
    return [{ ...spec, when: when === true ? undefined : when }]
  })
}

/** What a merchant notes of members is not told to them. */
export const isPrivate = (condition: Condition): boolean =>
  leavesOf(condition).some(({ fact }) => fact === 'member.tags' || fact.startsWith(FIELD.member))

/** A condition as those read it who are on none of the hidden tiers: what is left of it, or whether it always or never holds. */
export function withoutHidden(condition: Condition, hidden: ReadonlySet<string>): Condition | boolean {
  if ('not' in condition) {
    const inner = withoutHidden(condition.not, hidden)
    return typeof inner === 'boolean' ? !inner : { not: inner }
  }
  if ('all' in condition || 'any' in condition) {
    const all = 'all' in condition
    const parts = (all ? condition.all : condition.any).map((part) => withoutHidden(part, hidden))
    // One part that decides alone decides for all; those that never do are left out.
    if (parts.includes(!all)) return !all
    const left = parts.filter((part) => typeof part !== 'boolean')
    if (left.length === 0) return all
    return all ? { all: left } : { any: left }
  }
  if (condition.fact !== 'member.tier' || typeof condition.value === 'number') return condition
  const values = (Array.isArray(condition.value) ? condition.value : [condition.value]).filter((tier) => !hidden.has(tier))
  const negative = condition.operator === 'ne' || condition.operator === 'not_in'
  if (values.length === 0) return negative
  return { ...condition, value: Array.isArray(condition.value) ? values : (values[0] ?? '') }
}
