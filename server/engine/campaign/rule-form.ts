import { monthLength } from '../calendar/day'
import { parseRule, type Rule, ruleText } from './rrule'

/** What becomes of a day of the month that a month lacks: its last day, or nothing. */
export type Lacking = 'last' | 'skip'

/** Which of a weekday in a month: the first to the fourth, which every month has, or the last. */
export type Nth = 1 | 2 | 3 | 4 | -1
const nths: readonly Nth[] = [1, 2, 3, 4, -1]

/** Stored rules as a form shows them. */
export type RuleForm =
  | { kind: 'weekly'; days: number[] }
  | { kind: 'monthly'; dates: number[]; lacking: Lacking }
  | { kind: 'monthly_weekday'; nth: Nth; weekday: number }
  | { kind: 'yearly'; month: number; date: number }

const plain: Rule = { frequency: 'MONTHLY', interval: 1, months: [], dates: [], weekdays: [], place: null }

/** What is written is read again, so that no rule is stored that nobody could read. */
const written = (rule: Rule): string => ruleText(parseRule(ruleText(rule)))

/** Every week on these days, 1 (Monday) to 7. */
export const weeklyOn = (days: readonly number[]): string =>
  written({ ...plain, frequency: 'WEEKLY', weekdays: days.map((weekday) => ({ nth: 0, weekday })) })

/** Every month on one day of it, -1 for its last. */
export const monthlyOn = (date: number, lacking: Lacking): string =>
  written(date > 28 && date <= 31 && lacking === 'last' ? { ...plain, dates: upTo(date), place: -1 } : { ...plain, dates: [date] })

/** Every month on the nth of a weekday, -1 for the last. */
export const monthlyOnWeekday = (nth: Nth, weekday: number): string => written({ ...plain, weekdays: [{ nth, weekday }] })

/** Every year on one day of it; 29 February is the 28th in other years. */
export function yearlyOn(month: number, date: number): string {
  const rule: Rule = { ...plain, frequency: 'YEARLY', months: [month], dates: [date] }
  if (month === 2 && date === 29) return written({ ...rule, dates: upTo(29), place: -1 })
  if (!(date <= monthLength(2024, month))) throw new RangeError(`no day of a year: ${month}-${date}`)
  return written(rule)
}

/** From 28, which every month has: the last of these is the day itself, or the last of a month that lacks it. */
const upTo = (date: number): number[] => [28, 29, 30, 31].filter((one) => one <= date)

/** The form that stored rules came from; null for rules that no form makes. */
export function readForm(rules: readonly string[]): RuleForm | null {
  const read = rules.map(parseRule)
  if (read.some(({ interval }) => interval !== 1)) return null
  return monthly(read) ?? (read.length === 1 && read[0] ? single(read[0]) : null)
}

function single({ frequency, months, dates, weekdays, place }: Rule): RuleForm | null {
  const [[month, ...others], [first], date] = [months, weekdays, dates[dates.length - 1]]
  if (frequency === 'WEEKLY')
    return month === undefined && place === null ? { kind: 'weekly', days: weekdays.map(({ weekday }) => weekday) } : null
  if (frequency === 'MONTHLY' && first) {
    const nth = nths.find((one) => one === first.nth)
    const one = weekdays.length === 1 && month === undefined && place === null
    return one && nth !== undefined ? { kind: 'monthly_weekday', nth, weekday: first.weekday } : null
  }
  if (frequency !== 'YEARLY' || month === undefined || others.length > 0 || date === undefined || weekdays.length > 0) return null
  // A plain 29 February would leave other years out: that is no form's.
  const leap = month === 2 && date === 29 && place === -1 && dates.length === 2
  return date > 0 && (leap || (dates.length === 1 && place === null && date <= monthLength(2023, month)))
    ? { kind: 'yearly', month, date }
    : null
}

/** Days of the month out of one rule or several, if all treat a day that a month lacks alike. */
function monthly(rules: readonly Rule[]): RuleForm | null {
  const dates = new Set<number>()
  const lackings = new Set<Lacking>()
  for (const rule of rules) {
    if (rule.frequency !== 'MONTHLY' || rule.months.length > 0 || rule.weekdays.length > 0) return null
    const last = rule.dates[rule.dates.length - 1] ?? 0
    if (rule.place === null) {
      for (const date of rule.dates) {
        dates.add(date)
        if (date > 28) lackings.add('skip')
      }
    } else {
      if (rule.place !== -1 || last < 29 || rule.dates.join() !== upTo(last).join()) return null
      dates.add(last)
      lackings.add('last')
    }
  }
  if (dates.size === 0 || lackings.size > 1) return null
  const rising = [...dates].sort((a, b) => (a < 0 ? 99 : a) - (b < 0 ? 99 : b))
  return { kind: 'monthly', dates: rising, lacking: [...lackings][0] ?? 'last' }
}
