import type { Leaf } from '../condition/condition'
import { type Fact, type FactKey, type FactType, FIELD, facts, isFieldKey } from '../condition/facts'
import type { CustomField } from '../program/custom'
import { capital, type Wording } from './wording'

/** Names of the days of the week, Monday first, by their value in a condition. */
export const weekdays = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

/** A text of the merchant's own in quotation marks. One that holds the closing mark has it twice, so that its end is never in doubt. */
export const quoted = (text: string, w: Wording): string =>
  w.language === 'zh' ? `「${text.replaceAll('」', '」」')}」` : `“${text.replaceAll('”', '””')}”`

const REMOVED_TIER = { zh: '已删除的等级', en: 'a removed tier' }
const JOINTS = {
  zh: /[，。、；：「」（）]|且|或|及以上|^不|^\s|\s$/,
  en: /[,;“”()]|^(not|or|and|is|the|a)\b|\b(or|and|is)\b/i,
}

/** A tier's name: without quotation marks, unless it would be taken for a part of the sentence. */
export function tierName(id: string, w: Wording): string {
  const name = w.tiers.find((tier) => tier.id === id)?.name
  if (name === undefined) return REMOVED_TIER[w.language]
  return JOINTS[w.language].test(name) || name === REMOVED_TIER[w.language] ? quoted(name, w) : name
}

/** A value of a choice as people know it; never an id. */
export function choiceName(fact: string, value: string, w: Wording): string {
  const zh = w.language === 'zh'
  switch (fact) {
    case 'member.tier':
      return tierName(value, w)
    case 'order.store': {
      const name = w.store(value)
      return name === undefined ? (zh ? '已停用的门店' : 'a closed store') : quoted(name, w)
    }
    case 'event.weekday':
      return weekdays[w.language][Number(value) - 1] ?? (zh ? '未知的一天' : 'an unknown day')
    default:
      return quoted(value, w)
  }
}

/** The merchant's own field that a fact names, or nothing when there is none any more. */
export const fieldOf = (fact: string, w: Wording): CustomField | undefined =>
  w.fields.find((field) => FIELD[field.subject] + field.key === fact)

/** What a fact is compared as; nothing for one that is not known. */
export const typeOf = (fact: string, w: Wording): FactType | undefined =>
  isFieldKey(fact) ? fieldOf(fact, w)?.type : facts[fact as FactKey]?.type

/** The texts of a leaf, each once. */
export const textsOf = (leaf: Leaf): string[] => [...new Set((Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map(String))]

/** The lowest tier of the values when they are that tier and every one above it, of two or more. */
export function tierAndAbove(values: string[], w: Wording): string | null {
  const first = w.tiers.findIndex((tier) => values.includes(tier.id))
  const above = w.tiers.slice(first)
  if (first < 0 || above.length < 2 || above.length !== new Set(values).size) return null
  return above.every((tier) => values.includes(tier.id)) ? tierName(above[0]?.id ?? '', w) : null
}

/** What a fact is called where it is chosen; points are called what the merchant calls them. */
export function factLabel(key: string, fact: Fact, w: Wording): string {
  const zh = w.language === 'zh'
  if (key === 'member.points_earned') return zh ? `获得${w.pointsName}` : `${capital(w.pointsName)} earned`
  if (key === 'member.points_balance') return zh ? `可用${w.pointsName}` : `${capital(w.pointsName)} that can be spent`
  return fact[w.language]
}
