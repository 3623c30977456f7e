import { festivalNames } from '../campaign/festival'
import { type RuleForm, readForm } from '../campaign/rule-form'
import type { Schedule, ScheduleDays } from '../campaign/schedule'
import { weekdays } from './condition-names'
import { glued } from './condition-zh'
import { datesText, listed, nthText, tellRule } from './schedule-rule'
import { dateText, dayOfYearText, type Language } from './wording'

/** A schedule as one phrase: `每月 8 日、18 日 10:00–22:00，2026 年 12 月 1 日起`. */
export function tellSchedule(schedule: Schedule, language: Language): string {
  const zh = language === 'zh'
  const { from, until, on, hours } = schedule
  const clauses = clausesOf(on, language)
  const times = (hours ?? []).map((one) => `${one.from}–${one.until}`)
  const told = zh ? times.join('、') : listed(times, 'and')
  const date = (iso: string) => dateText(iso, language)
  // One day of every day is that day.
  const days = on.kind === 'every_day' && from === until ? `${zh ? '' : 'on '}${date(from)}` : joined(clauses, language)
  const timed = told === '' ? days : `${days}${gap(days, clauses.length > 1, language)}${told}`
  if (on.kind === 'every_day' && from === until) return timed
  return `${timed}${zh ? '，' : ', '}${spanText(from, until, language)}`
}

/** What stands between the days and their hours; hours of several clauses belong to all of them. */
function gap(days: string, several: boolean, language: Language): string {
  if (language === 'zh') return several ? '，均为 ' : days.endsWith('）') ? '' : ' '
  return several ? ', always ' : ', '
}

/** From its first day on, and up to its last where it has one. */
export function spanText(from: string, until: string | undefined, language: Language): string {
  const zh = language === 'zh'
  const [first, last] = [dateText(from, language), until === undefined ? undefined : dateText(until, language)]
  if (last === undefined) return zh ? `${first}起` : `from ${first}`
  if (from === until) return zh ? `仅限 ${first}` : `on ${first} only`
  return zh ? `${first}至 ${last}` : `from ${first} to ${last}`
}

/** The days alone: `每周五、周日`, `每年春节（前 3 天至后 7 天）`. */
export const tellDays = (on: ScheduleDays, language: Language): string => joined(clausesOf(on, language), language)

const joined = (clauses: readonly string[], language: Language): string => clauses.join(language === 'zh' ? '，以及' : ', and ')

function clausesOf(on: ScheduleDays, language: Language): string[] {
  switch (on.kind) {
    case 'every_day':
      return [language === 'zh' ? '每天' : 'every day']
    case 'festival':
      return [festivalText(on, language)]
    case 'rules': {
      const form = readForm(on.rules)
      if (form) return [formText(form, language)]
      return on.rules.map((rule) => {
        const own = readForm([rule])
        return own ? formText(own, language) : tellRule(rule, language)
      })
    }
  }
}

function festivalText({ festival, before, after }: Extract<ScheduleDays, { kind: 'festival' }>, language: Language): string {
  const name = festivalNames[festival][language]
  const alone = before === 0 && after === 0
  if (language === 'zh') {
    const around = `（${before === 0 ? '当天' : `前 ${before} 天`}至${after === 0 ? '当天' : `后 ${after} 天`}）`
    return `每年${name}${alone ? '' : around}`
  }
  const days = (count: number, side: string): string =>
    count === 0 ? 'the day itself' : `${count} ${count === 1 ? 'day' : 'days'} ${side}`
  return `every ${name}${alone ? '' : ` (from ${days(before, 'before')} to ${days(after, 'after')})`}`
}

function formText(form: RuleForm, language: Language): string {
  const zh = language === 'zh'
  switch (form.kind) {
    case 'weekly': {
      const days = form.days.map((day) => weekdays[language][day - 1] as string)
      return zh ? `每${days.join('、')}` : `every ${listed(days, 'and')}`
    }
    case 'monthly':
      return `${zh ? glued('每月', datesText(form.dates, 'zh')) : `every month on ${datesText(form.dates, 'en')}`}${lackingText(form, language)}`
    case 'monthly_weekday':
      return `${zh ? '每月' : 'every month on '}${nthText(form.nth, form.weekday, language)}`
    case 'yearly': {
      const leap = form.month === 2 && form.date === 29
      const day = dayOfYearText(form.month, form.date, language)
      if (zh) return `每年 ${day}${leap ? '（平年为 2 月 28 日）' : ''}`
      return `every year on ${day}${leap ? ' (28 February in other years)' : ''}`
    }
  }
}

/** What becomes of a day that a month lacks, where some lack one. */
function lackingText({ dates, lacking }: Extract<RuleForm, { kind: 'monthly' }>, language: Language): string {
  const late = dates.filter((date) => date > 28)
  if (late.length === 0) return ''
  if (language === 'zh')
    return `（没有${late.length === 1 ? ` ${late[0]} 日` : '这一天'}的月份${lacking === 'last' ? '为最后一天' : '跳过'}）`
  return lacking === 'last' ? ' (on the last day in months without it)' : ' (not in months without it)'
}
