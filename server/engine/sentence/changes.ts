import type { Ladder, Tier } from '../ladder/ladder'
import type { CustomField } from '../program/custom'
import type { ProgramDocument } from '../program/document'
import { checkoutSentences } from './checkout'
import { ladderSentence, tierSentence } from './ladder'
import { pointsPolicySentences } from './policy'
import { earningRuleSentence, growthRuleSentence } from './rule'
import { type Surround, wordingOf } from './wording'

export type Subject = 'ladder' | 'tier' | 'growth_rule' | 'earning_rule' | 'points' | 'field' | 'event' | 'checkout' | 'benefit'

/** One part of a program that differs from another version, told as it was and as it is. */
export type Change = {
  subject: Subject
  kind: 'added' | 'removed' | 'changed'
  name: string
  before: string | null
  after: string | null
}

/** `beside` is what its sentence leaves out and what is told where the sentence stays the same. */
type Part = { subject: Subject; key: string; name: string; told: string; beside?: string | undefined; content: unknown }

/** What changes for members from one document to another, in words, part by part in the order of the new one. */
export function changesBetween(before: ProgramDocument, after: ProgramDocument, surround: Surround): Change[] {
  const moved = new Set([...movedLadders(before, after), ...movedStops(before, after)])
  const was = new Map(partsOf(before, surround, moved).map((part) => [part.key, part]))
  const is = partsOf(after, surround, moved)
  const changes: Change[] = []
  for (const part of is) {
    const old = was.get(part.key)
    was.delete(part.key)
    if (!old) changes.push({ subject: part.subject, kind: 'added', name: part.name, before: null, after: part.told })
    else if (JSON.stringify(old.content) !== JSON.stringify(part.content)) {
      const renamed = old.name !== part.name
      const zh = surround.language === 'zh'
      const silent = old.told === part.told && !renamed
      const whole = (p: Part) => (silent && p.beside ? `${p.told}${zh ? '；' : '; '}${p.beside}` : p.told)
      const told = (p: Part) => (renamed ? `${p.name}${zh ? '：' : ': '}${whole(p)}` : whole(p))
      changes.push({ subject: part.subject, kind: 'changed', name: part.name, before: told(old), after: told(part) })
    }
  }
  for (const old of was.values()) changes.push({ subject: old.subject, kind: 'removed', name: old.name, before: old.told, after: null })
  return changes
}

/** Ladders whose tiers stand in another order among themselves, which no sentence of a tier would tell. */
function movedLadders(before: ProgramDocument, after: ProgramDocument): ReadonlySet<string> {
  const idsOf = (ladder: Ladder) => ladder.tiers.map((tier) => tier.id)
  return new Set(
    after.ladders.flatMap((ladder) => {
      const old = before.ladders.find((one) => one.id === ladder.id)
      if (!old) return []
      const [was, is] = [idsOf(old), idsOf(ladder)]
      const kept = (ids: string[], others: string[]) => ids.filter((id) => others.includes(id)).join(' ')
      return kept(was, is) === kept(is, was) ? [] : [ladder.id]
    }),
  )
}

type Rule = ProgramDocument['earningRules'][number] | ProgramDocument['growthRules'][number]

/** The rules that stand behind another and answer to the same, which it passes over if it stops. */
const behind = (rules: readonly Rule[], rule: Rule): Rule[] =>
  rules.slice(rules.indexOf(rule) + 1).filter((other) => other.spec.trigger === rule.spec.trigger && ladderOf(other) === ladderOf(rule))
const ladderOf = (rule: Rule): string | null => ('ladderId' in rule ? rule.ladderId : null)

/** Rules that stop what stands behind them, where that is something else among the rules that both versions have. */
function movedStops(before: ProgramDocument, after: ProgramDocument): string[] {
  return (['earningRules', 'growthRules'] as const).flatMap((kind) => {
    const was: Rule[] = before[kind]
    const is: Rule[] = after[kind]
    return is.flatMap((rule) => {
      const old = was.find((other) => other.id === rule.id)
      if (!old || !rule.spec.stops || !old.spec.stops) return []
      const kept = (rules: Rule[], own: Rule, others: Rule[]) =>
        behind(rules, own)
          .map((other) => other.id)
          .filter((id) => others.some((other) => other.id === id))
          .sort()
          .join(' ')
      return kept(was, old, is) === kept(is, rule, was) ? [] : [rule.id]
    })
  })
}

function partsOf(document: ProgramDocument, surround: Surround, moved: ReadonlySet<string>): Part[] {
  const w = wordingOf(surround, document)
  const parts: Part[] = []
  for (const ladder of document.ladders) {
    const { id, name, primary, spec } = ladder
    const order = moved.has(id) ? ladder.tiers.map((tier) => tier.name) : null
    parts.push({
      subject: 'ladder',
      key: id,
      name,
      told: ladderSentence(spec, w),
      beside: besideLadder(primary, order, w),
      content: sorted({ name, primary, spec, order }),
    })
    for (const tier of ladder.tiers) {
      const told = tierSentence(spec, tier, w)
      parts.push({ subject: 'tier', key: tier.id, name: tier.name, told, beside: besideTier(tier, w), content: sorted(tier) })
    }
  }
  const ruled = (subject: Subject, rule: Rule, rules: readonly Rule[], told: string) => {
    const passed = moved.has(rule.id) ? behind(rules, rule).map((other) => other.name) : null
    parts.push({
      subject,
      key: rule.id,
      name: rule.name,
      told,
      beside: passed ? besideStop(passed, w) : undefined,
      content: sorted({ ...rule, passed }),
    })
  }
  for (const rule of document.growthRules) ruled('growth_rule', rule, document.growthRules, growthRuleSentence(rule.spec, w))
  for (const rule of document.earningRules) ruled('earning_rule', rule, document.earningRules, earningRuleSentence(rule.spec, w))
  const told = pointsPolicySentences(document.points, w).join(surround.language === 'zh' ? '；' : '; ')
  parts.push({ subject: 'points', key: 'points', name: w.pointsName, told, content: sorted(document.points) })
  if (document.checkout) {
    const said = checkoutSentences(document.checkout, w).join(surround.language === 'zh' ? '；' : '; ')
    parts.push({ subject: 'checkout', key: 'checkout', name: '', told: said, content: sorted(document.checkout) })
  }
  for (const field of document.fields ?? []) {
    parts.push({ subject: 'field', key: field.id, name: field.label, told: fieldText(field, w), beside: field.key, content: sorted(field) })
  }
  for (const event of document.events ?? []) {
    parts.push({ subject: 'event', key: event.id, name: event.name, told: event.key, content: sorted(event) })
  }
  return parts
}

function besideLadder(primary: boolean, order: string[] | null, w: Surround): string {
  const zh = w.language === 'zh'
  const role = zh ? (primary ? '主等级体系' : '不是主等级体系') : primary ? 'the main ladder' : 'not the main ladder'
  if (!order) return role
  return zh ? `${role}，从低到高：${order.join('、')}` : `${role}, lowest first: ${order.join(', ')}`
}

function besideStop(passed: string[], w: Surround): string {
  if (w.language === 'zh') return passed.length > 0 ? `后面的规则：${passed.join('、')}` : '后面没有规则'
  return passed.length > 0 ? `rules behind it: ${passed.join(', ')}` : 'no rule behind it'
}

const besideTier = ({ code, color, icon }: Tier, w: Surround): string =>
  w.language === 'zh' ? `编号 ${code}，颜色 ${color}，图标${iconZh[icon]}` : `code ${code}, colour ${color}, icon ${icon}`

const iconZh: Record<Tier['icon'], string> = {
  star: '星',
  crown: '皇冠',
  gem: '钻石',
  heart: '爱心',
  leaf: '叶子',
  fire: '火焰',
  trophy: '奖杯',
  ribbon: '礼物',
}

const typeZh: Record<CustomField['type'], string> = { text: '文本', number: '数字', date: '日期', choice: '选项', yes_no: '是否' }
const typeEn: Record<CustomField['type'], string> = { text: 'text', number: 'number', date: 'date', choice: 'choice', yes_no: 'yes or no' }

/** What a field is of and what it holds, in words. */
export function fieldText({ subject, type, choices }: CustomField, w: Surround): string {
  const zh = w.language === 'zh'
  const of = zh ? (subject === 'member' ? '会员' : '订单商品') : subject === 'member' ? 'of members' : 'of order lines'
  const listed = type === 'choice' ? (zh ? `（${choices.join('、')}）` : ` (${choices.join(', ')})`) : ''
  return zh ? `${of}的${typeZh[type]}字段${listed}` : `${typeEn[type]} ${of}${listed}`
}

/** The same value with its keys in order: a database and a form write them in different ones. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
