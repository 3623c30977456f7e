import { monthLength } from '../calendar/day'
import { parseRule, type Rule, type Weekday } from '../campaign/rrule'
import { weekdays as weekdayNames } from './condition-names'
import { glued } from './condition-zh'
import { type Language, monthText } from './wording'

/** A list as people write it in English: `a, b and c`. */
export const listed = (parts: readonly string[], last: 'and' | 'or'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts[parts.length - 1]}`

const all = (parts: readonly string[], language: Language): string => (language === 'zh' ? parts.join('、') : listed(parts, 'and'))

const nameOf = (weekday: number, language: Language): string => weekdayNames[language][weekday - 1] as string

/** `31st`. */
function ordinal(n: number): string {
  const teens = n > 10 && n < 14
  return `${n}${(!teens && { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10]) || 'th'}`
}

/** Days of the month: `8 日、最后一天`, or `the 8th and last day`. */
export const datesText = (dates: readonly number[], language: Language): string =>
  language === 'zh'
    ? all(
        dates.map((date) => (date === -1 ? '最后一天' : `${date} 日`)),
        language,
      )
    : `the ${all(
        dates.map((date) => (date === -1 ? 'last day' : ordinal(date))),
        language,
      )}`

const nths = {
  zh: { '-1': '最后一个', 1: '第一个', 2: '第二个', 3: '第三个', 4: '第四个', 5: '第五个' },
  en: { '-1': 'last', 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth' },
}

/** Which of a weekday in a month: `第二个周六`, or `the second Saturday`. */
export function nthText(nth: number, weekday: number, language: Language): string {
  const which = nths[language][String(nth) as keyof (typeof nths)['zh']]
  return language === 'zh' ? `${which}${nameOf(weekday, language)}` : `the ${which} ${nameOf(weekday, language)}`
}

/** A stored rule that no form makes: `每 2 周的周五`, `每年 11 月的第四个周四`. */
export function tellRule(text: string, language: Language): string {
  const rule = parseRule(text)
  return language === 'zh' ? ruleZh(rule) : ruleEn(rule)
}

/** Whether some month that a rule is kept to lacks one of its days, which is then left out. */
const leavesOut = ({ dates, months, place }: Rule): boolean =>
  place === null &&
  !dates.includes(-1) &&
  (months.length > 0 ? months : [2]).some((month) => dates.some((date) => date > monthLength(2023, month)))

// ---- 中文

const unitsZh = { DAILY: '天', WEEKLY: '周', MONTHLY: '个月', YEARLY: '年' }

function ruleZh(rule: Rule): string {
  const { frequency, interval, months, place } = rule
  const turn = interval === 1 ? `每${unitsZh[frequency].replace('个', '')}` : `每 ${interval} ${unitsZh[frequency]}`
  const inMonths = all(
    months.map((month) => monthText(month, 'zh')),
    'zh',
  )
  const only = months.length > 0 && frequency !== 'YEARLY' ? `（仅限 ${inMonths}）` : ''
  if (frequency === 'DAILY') return `${turn}${only}`
  const days = `${daysZh(rule)}${place === null ? '' : `中的${place === 1 ? '第一天' : '最后一天'}`}`
  const skips = leavesOut(rule) ? '（没有这一天时跳过）' : ''
  if (frequency === 'YEARLY') return glued(turn, `${inMonths}的`, `${days}${skips}`)
  // 每周五, not 每周周五.
  if (frequency === 'WEEKLY' && interval === 1) return `每${days}${only}`
  return glued(`${turn}${interval === 1 ? '' : '的'}`, `${days}${skips}${only}`)
}

function daysZh({ frequency, dates, weekdays, place }: Rule): string {
  if (dates.length > 0) {
    const when = weekdays.map(({ weekday }) => nameOf(weekday, 'zh')).join('或')
    return `${datesText(dates, 'zh')}${when === '' ? '' : `（恰逢${when}时）`}`
  }
  const name = ({ nth, weekday }: Weekday): string =>
    nth !== 0 ? nthText(nth, weekday, 'zh') : `${frequency === 'WEEKLY' || place !== null ? '' : '每个'}${nameOf(weekday, 'zh')}`
  return all(weekdays.map(name), 'zh')
}

// ---- English

const unitsEn = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }

function ruleEn(rule: Rule): string {
  const { frequency, interval, months, place } = rule
  const turn = interval === 1 ? `every ${unitsEn[frequency]}` : `every ${interval} ${unitsEn[frequency]}s`
  const inMonths = all(
    months.map((month) => monthText(month, 'en')),
    'en',
  )
  const only = months.length > 0 && frequency !== 'YEARLY' ? ` (in ${inMonths} only)` : ''
  if (frequency === 'DAILY') return `${turn}${only}`
  const days = place === null ? daysEn(rule) : `the ${place === 1 ? 'first' : 'last'} of ${daysEn(rule)}`
  const skips = leavesOut(rule) ? ' (not where there is no such day)' : ''
  if (frequency === 'YEARLY') return `${turn} on ${days} in ${inMonths}${skips}`
  if (frequency === 'WEEKLY' && interval === 1 && place === null) return `every ${days}${only}`
  return `${turn} on ${days}${skips}${only}`
}

function daysEn({ frequency, dates, weekdays, place }: Rule): string {
  if (dates.length > 0) {
    const when = listed(
      weekdays.map(({ weekday }) => nameOf(weekday, 'en')),
      'or',
    )
    return `${datesText(dates, 'en')}${when === '' ? '' : ` if it is a ${when}`}`
  }
  const name = ({ nth, weekday }: Weekday): string =>
    nth !== 0 ? nthText(nth, weekday, 'en') : `${frequency === 'WEEKLY' ? '' : place === null ? 'every ' : 'any '}${nameOf(weekday, 'en')}`
  return all(weekdays.map(name), 'en')
}
