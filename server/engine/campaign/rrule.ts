import { civilOf, type Day, dayFrom, monthLength, weekdayOf } from '../calendar/day'

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

/** A day of the week: every one of a month (nth 0), its nth, or its last (-1). */
export type Weekday = { readonly nth: number; readonly weekday: number }

/** How something comes again. Days are named by the rule itself; only the interval is counted from where a schedule begins. */
export type Rule = {
  readonly frequency: Frequency
  readonly interval: number
  /** Months it is kept to, 1–12; all when empty. */
  readonly months: readonly number[]
  /** Days of the month, -1 for its last. */
  readonly dates: readonly number[]
  readonly weekdays: readonly Weekday[]
  /** Of the days that a week, month or year would have: the first (1), the last (-1), or all. */
  readonly place: 1 | -1 | null
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Reads RFC 5545 text in the part of the language that we keep. Throws a RangeError for anything else. */
export function parseRule(text: string): Rule {
  const parts = new Map<string, string>()
  for (const part of text.split(';')) {
    const [, name = '', value = ''] = /^([A-Z]+)=([A-Z0-9,-]+)$/.exec(part) ?? []
    if (!known.has(name) || parts.has(name)) throw new RangeError(`not a rule: ${text}`)
    parts.set(name, value)
  }
  const list = <T>(name: string, read: (item: string) => T | null): T[] =>
    (parts.get(name)?.split(',') ?? []).map((item) => {
      const found = read(item)
      if (found === null) throw new RangeError(`not a rule: ${text}`)
      return found
    })
  const rule: Rule = {
    frequency: list('FREQ', (item) => frequencies.find((one) => one === item) ?? null)[0] ?? 'DAILY',
    interval: list('INTERVAL', (item) => whole(item, 99))[0] ?? 1,
    months: list('BYMONTH', (item) => whole(item, 12)).sort(rising),
    dates: list('BYMONTHDAY', (item) => (item === '-1' ? -1 : whole(item, 31))).sort(rising),
    weekdays: list('BYDAY', readWeekday).sort((a, b) => rising(a.nth, b.nth) || a.weekday - b.weekday),
    place: list('BYSETPOS', (item) => (item === '1' ? 1 : item === '-1' ? -1 : null))[0] ?? null,
  }
  const single = ['FREQ', 'INTERVAL', 'BYSETPOS'].every((name) => !parts.get(name)?.includes(','))
  if (!parts.has('FREQ') || !single || !makesSense(rule)) throw new RangeError(`not a rule: ${text}`)
  return rule
}

const known = new Set(['FREQ', 'INTERVAL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS'])

/** The last of a month stands behind its other days. */
const rising = (a: number, b: number): number => (a < 0 ? 99 : a) - (b < 0 ? 99 : b)

const whole = (text: string, most: number): number | null => (/^[1-9]\d?$/.test(text) && Number(text) <= most ? Number(text) : null)

function readWeekday(text: string): Weekday | null {
  const [, nth = '', code = ''] = /^([1-5]|-1|)([A-Z]{2})$/.exec(text) ?? []
  const weekday = codes.indexOf(code) + 1
  return weekday === 0 ? null : { nth: Number(nth), weekday }
}

/** Whether a rule names its days, each once, and in a way that its frequency has. */
function makesSense({ frequency, months, dates, weekdays, place }: Rule): boolean {
  const once = (items: readonly number[]): boolean => new Set(items).size === items.length
  if (!once(months) || !once(dates) || !once(weekdays.map(({ nth, weekday }) => nth * 10 + weekday))) return false
  const counted = weekdays.some(({ nth }) => nth !== 0)
  const named = dates.length + weekdays.length > 0
  switch (frequency) {
    case 'DAILY':
      return !named && place === null
    case 'WEEKLY':
      return weekdays.length > 0 && !counted && dates.length === 0
    case 'MONTHLY':
      return named && !(counted && dates.length > 0)
    case 'YEARLY':
      return named && !(counted && dates.length > 0) && months.length > 0
  }
}

/** The text of a rule as it is stored: always the same for the same rule. */
export function ruleText({ frequency, interval, months, dates, weekdays, place }: Rule): string {
  const days = weekdays.map(({ nth, weekday }) => `${nth === 0 ? '' : nth}${codes[weekday - 1]}`)
  return [
    `FREQ=${frequency}`,
    interval > 1 && `INTERVAL=${interval}`,
    months.length > 0 && `BYMONTH=${months.join(',')}`,
    dates.length > 0 && `BYMONTHDAY=${dates.join(',')}`,
    days.length > 0 && `BYDAY=${days.join(',')}`,
    place !== null && `BYSETPOS=${place}`,
  ]
    .filter(Boolean)
    .join(';')
}

/** Whether a rule falls on a day, for a schedule that begins on `anchor`. Asked for each event: nothing is made on the way. */
export function fallsOn(rule: Rule, anchor: Day, day: Day): boolean {
  if (day < anchor || turnsAway(rule, anchor, day) !== 0 || !isNamed(rule, day)) return false
  if (rule.place === null) return true
  const end = rule.place === 1 ? turnStart(rule.frequency, day) : turnEnd(rule, day)
  for (let other = day; other !== end; ) {
    other -= rule.place
    if (isNamed(rule, other)) return false
  }
  return true
}

/** The first day after `after` and up to `last` on which a rule falls, or null. */
export function nextFall(rule: Rule, anchor: Day, after: Day, last: Day): Day | null {
  let day = Math.max(after + 1, anchor)
  while (day <= last) {
    const away = turnsAway(rule, anchor, day)
    if (away !== 0) day = laterTurn(rule.frequency, day, away)
    else if (!isMonth(rule, day)) day = laterTurn('MONTHLY', day, 1)
    else if (fallsOn(rule, anchor, day)) return day
    else day++
  }
  return null
}

const isMonth = ({ months }: Rule, day: Day): boolean => months.length === 0 || months.includes(civilOf(day).month)

/** Whether a rule names a day, whatever its interval and its place. */
function isNamed(rule: Rule, day: Day): boolean {
  if (!isMonth(rule, day)) return false
  const { dates, weekdays } = rule
  if (dates.length === 0 && weekdays.length === 0) return true
  const { year, month, date } = civilOf(day)
  const length = monthLength(year, month)
  if (dates.length > 0 && !dates.includes(date) && !(date === length && dates.includes(-1))) return false
  if (weekdays.length === 0) return true
  const weekday = weekdayOf(day)
  for (const one of weekdays) {
    if (one.weekday !== weekday) continue
    if (one.nth === 0 || (one.nth === -1 ? date + 7 > length : Math.ceil(date / 7) === one.nth)) return true
  }
  return false
}

/** How many days, weeks, months or years after the one of `anchor` a day lies. */
function turnsSince(frequency: Frequency, anchor: Day, day: Day): number {
  switch (frequency) {
    case 'DAILY':
      return day - anchor
    case 'WEEKLY':
      return (turnStart('WEEKLY', day) - turnStart('WEEKLY', anchor)) / 7
    case 'MONTHLY':
      return (civilOf(day).year - civilOf(anchor).year) * 12 + civilOf(day).month - civilOf(anchor).month
    case 'YEARLY':
      return civilOf(day).year - civilOf(anchor).year
  }
}

/** How many turns are still left out before the rule has its own again; none where a day lies in one. */
function turnsAway({ frequency, interval }: Rule, anchor: Day, day: Day): number {
  if (interval === 1) return 0
  const over = turnsSince(frequency, anchor, day) % interval
  return over === 0 ? 0 : interval - over
}

/** The first day of the day, week (from Monday), month or year of a day. */
function turnStart(frequency: Frequency, day: Day): Day {
  switch (frequency) {
    case 'DAILY':
      return day
    case 'WEEKLY':
      return day - weekdayOf(day) + 1
    case 'MONTHLY':
      return day - civilOf(day).date + 1
    case 'YEARLY':
      return dayFrom(civilOf(day).year, 1, 1)
  }
}

/** The first day of the turn so many turns later. */
function laterTurn(frequency: Frequency, day: Day, turns: number): Day {
  const { year, month } = civilOf(day)
  switch (frequency) {
    case 'DAILY':
      return day + turns
    case 'WEEKLY':
      return turnStart('WEEKLY', day) + 7 * turns
    case 'MONTHLY':
      return dayFrom(year + Math.floor((month - 1 + turns) / 12), ((month - 1 + turns) % 12) + 1, 1)
    case 'YEARLY':
      return dayFrom(year + turns, 1, 1)
  }
}

/** The last day of a turn that the rule may name; a year ends for it with its last month. */
function turnEnd({ frequency, months }: Rule, day: Day): Day {
  if (frequency !== 'YEARLY') return laterTurn(frequency, day, 1) - 1
  const { year } = civilOf(day)
  const month = months[months.length - 1] ?? 12
  return dayFrom(year, month, monthLength(year, month))
}
