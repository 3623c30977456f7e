import type { Condition, Leaf } from '../condition/condition'
import { type Fact, type FactKey, facts, isFieldKey } from '../condition/facts'
import { numberEn, textEn } from './condition-en'
import { typeOf } from './condition-names'
import { glued, numberZh, textZh } from './condition-zh'
import type { Wording } from './wording'

/**
 * A condition as part of a sentence: `单笔实付满 ¥200 且等级为金卡及以上`. Two conditions that mean different things never
 * read the same: groups within groups stand in brackets, and the merchant's own texts in quotation marks.
 */
export function conditionText(condition: Condition, w: Wording): string {
  return text(condition, w, false)
}

function text(condition: Condition, w: Wording, inner: boolean): string {
  const zh = w.language === 'zh'
  if ('all' in condition) return group(condition.all, zh ? '且' : ' and ', w, inner)
  if ('any' in condition) return group(condition.any, zh ? '或' : ' or ', w, inner)
  if ('not' in condition) return zh ? `不满足（${text(condition.not, w, false)}）` : `not (${text(condition.not, w, false)})`
  return leafText(condition, w)
}

function group(parts: Condition[], joint: string, w: Wording, inner: boolean): string {
  if (parts.length === 1 && parts[0]) return text(parts[0], w, inner)
  const zh = w.language === 'zh'
  const texts = parts.map((part) => text(part, w, true))
  const joined = zh ? glued(...texts.flatMap((part, i) => (i === 0 ? [part] : [joint, part]))) : texts.join(joint)
  if (!inner) return joined
  return zh ? `（${joined}）` : `(${joined})`
}

/** One comparison in words; values are names and never ids. */
export function leafText(leaf: Leaf, w: Wording): string {
  const zh = w.language === 'zh'
  const type = typeOf(leaf.fact, w)
  if (type === undefined) {
    if (isFieldKey(leaf.fact)) return zh ? '一个已删除的字段' : 'a removed field'
    return zh ? '一个未知的条件' : 'an unknown condition'
  }
  const fact: Fact | undefined = facts[leaf.fact as FactKey]
  const { value } = leaf
  if (type === 'money' || type === 'number') {
    if (typeof value !== 'number' || (fact?.ofCategory && leaf.category === undefined)) return unfinished(w)
    return zh ? numberZh(leaf, value, fact?.windowed === true, w) : numberEn(leaf, value, fact?.windowed === true, w)
  }
  if (typeof value === 'number' || value === undefined || value === null || value.length === 0) return unfinished(w)
  return zh ? textZh(leaf, type, w) : textEn(leaf, type, w)
}

const unfinished = (w: Wording): string => (w.language === 'zh' ? '一个没填完的条件' : 'an unfinished condition')
