import { addMonths, civilOf, type Day } from '../calendar/day'
import { nextPeriodStart, type Period, periodStart } from '../calendar/period'
import type { Window } from '../condition/window'
import type { Measure } from '../ladder/ladder'
import { activePoints, type DayRow, type History, type LadderStanding, type MemberState } from '../state'

/** Something measured of a member over a stretch of time. */
export type Gauge = { measure: Measure; window: Window; category: string | undefined }

const periodOf = (window: Window): Period | null => {
  switch (window.kind) {
    case 'calendar_month':
      return 'month'
    case 'calendar_quarter':
      return 'quarter'
    case 'calendar_half':
      return 'half'
    case 'calendar_year':
      return 'year'
    case 'lifetime':
    case 'rolling_days':
    case 'joining_year':
    case 'tier_period':
      return null
  }
}

/** Whether a window begins anew at fixed dates, so that on the day after its end it would show nothing. */
export const startsAnew = (window: Window): boolean => periodOf(window) !== null || window.kind === 'joining_year'

/** The last anniversary of a date that is not after `day`, and the next one. A date that a year lacks is the last of its month. */
function anniversaries(of: Day, day: Day): { last: Day; next: Day } {
  let years = civilOf(Math.max(day, of)).year - civilOf(of).year
  if (addMonths(of, years * 12) > day && years > 0) years--
  return { last: addMonths(of, years * 12), next: addMonths(of, (years + 1) * 12) }
}

/** The first date inside a window as seen on `day`. Rolling N days see `day`−N … `day`. */
export function windowStart(window: Window, history: History, standing: LadderStanding | undefined, day: Day): Day {
  switch (window.kind) {
    case 'lifetime':
      return Number.NEGATIVE_INFINITY
    case 'rolling_days':
      return day - window.days
    case 'joining_year':
      return history.joined === null ? Number.NEGATIVE_INFINITY : anniversaries(history.joined, day).last
    case 'tier_period':
      return standing?.from ?? Number.NEGATIVE_INFINITY
    case 'calendar_month':
    case 'calendar_quarter':
    case 'calendar_half':
    case 'calendar_year':
      return periodStart(periodOf(window) as Period, day)
  }
}

/** The last day of a window that begins anew at fixed dates, as seen on `day`; null for the others. */
export function windowEnd(window: Window, history: History, day: Day): Day | null {
  const period = periodOf(window)
  if (period !== null) return nextPeriodStart(period, day) - 1
  return window.kind === 'joining_year' && history.joined !== null ? anniversaries(history.joined, day).next - 1 : null
}

type Rows = readonly (readonly unknown[])[]

const dayAt = (rows: Rows, place: number): Day => (rows[place] as readonly unknown[])[0] as Day

/** The sum of one column over the rows from a day on. */
function sumColumn(rows: Rows, start: Day, column: number): number {
  let sum = 0
  for (let i = rows.length - 1; i >= 0 && dayAt(rows, i) >= start; i--) sum += (rows[i] as number[])[column] as number
  return sum
}

/** The sum of something else that happened, over the rows from a day on. */
function sumExtra(rows: Rows, start: Day, key: 'referrals' | 'recharged' | 'memberships'): number {
  let sum = 0
  for (let i = rows.length - 1; i >= 0 && dayAt(rows, i) >= start; i--) sum += (rows[i] as unknown as DayRow)[5]?.[key] ?? 0
  return sum
}

const isActive = (row: DayRow): boolean =>
  row[3] > 0 || (row[4] !== undefined && row[4].length > 0) || (row[5] !== undefined && Object.keys(row[5]).length > 0)

function activeDays(rows: Rows, start: Day): number {
  let days = 0
  for (let i = rows.length - 1; i >= 0 && dayAt(rows, i) >= start; i--) if (isActive(rows[i] as unknown as DayRow)) days++
  return days
}

function largest(rows: Rows, start: Day): number {
  let most = 0
  for (let i = rows.length - 1; i >= 0 && dayAt(rows, i) >= start; i--) {
    for (const size of (rows[i] as unknown as DayRow)[4] ?? []) if (size > most) most = size
  }
  return most
}

/** How each measure is read off the rows that hold it. */
function read(measure: Exclude<Measure, 'days_since_joining' | 'points_balance'>, rows: Rows, start: Day): number {
  switch (measure) {
    case 'net_spend':
    case 'growth':
    case 'points_earned':
    case 'category_spend':
      return sumColumn(rows, start, 1)
    case 'order_count':
      return sumColumn(rows, start, 2)
    case 'check_ins':
      return sumColumn(rows, start, 3)
    case 'referrals':
    case 'recharged':
    case 'memberships':
      return sumExtra(rows, start, measure)
    case 'active_days':
      return activeDays(rows, start)
    case 'largest_order':
      return largest(rows, start)
  }
}

/** The rows a measure is read from, in order of day. */
export function rowsOf(gauge: Gauge, state: MemberState, standing: LadderStanding | undefined): Rows {
  switch (gauge.measure) {
    case 'growth':
      return standing?.growthDays ?? []
    case 'points_earned':
      return state.standing.earnedDays
    case 'category_spend':
      return state.history.categories[gauge.category ?? ''] ?? []
    default:
      return state.history.days
  }
}

/** Under which name the part of an entry day is kept that came before the entry. */
export const gaugeKey = ({ measure, category }: Pick<Gauge, 'measure'> & { category?: string | undefined }): string =>
  category === undefined ? measure : `${measure}:${category}`

/**
 * What a gauge shows as of a local date, everything of the member's log included: minor units for money, whole numbers
 * otherwise. Spend and growth may be below zero.
 */
export function readGauge(gauge: Gauge, state: MemberState, standing: LadderStanding | undefined, day: Day): number {
  const { measure, window } = gauge
  if (measure === 'points_balance') return activePoints(state.standing)
  const { history } = state
  if (measure === 'days_since_joining') return history.joined === null ? 0 : Math.max(0, day - history.joined)
  if (window.kind === 'lifetime') {
    if (measure === 'net_spend') return history.spend
    if (measure === 'order_count') return history.orders
    if (measure === 'check_ins') return history.checkIns
    if (measure === 'growth') return standing?.growth ?? 0
  }
  const start = windowStart(window, history, standing, day)
  const before = window.kind === 'tier_period' ? standing?.base : null
  // Of the greatest order nothing can be subtracted: the day of entry is left out as a whole.
  if (measure === 'largest_order') return largest(rowsOf(gauge, state, standing), before ? start + 1 : start)
  return read(measure, rowsOf(gauge, state, standing), start) - (before ? (before[gaugeKey(gauge)] ?? 0) : 0)
}

/** What one date alone has shown so far. */
export const readDay = (gauge: Gauge, state: MemberState, standing: LadderStanding | undefined, day: Day): number =>
  gauge.measure === 'points_balance' || gauge.measure === 'days_since_joining'
    ? 0
    : read(gauge.measure, rowsOf(gauge, state, standing), day)

/**
 * The first date after `day` on which time alone may change what a gauge shows; null for never. `marks` are the values
 * it is compared with, which is what makes a count of days of interest only now and then.
 */
export function nextShift(
  gauge: Gauge,
  state: MemberState,
  standing: LadderStanding | undefined,
  day: Day,
  marks: readonly number[],
): Day | null {
  const { history } = state
  if (gauge.measure === 'points_balance') return null
  if (gauge.measure === 'days_since_joining') return history.joined === null ? null : nextMark(history.joined, day, marks)
  const { window } = gauge
  if (window.kind === 'lifetime' || window.kind === 'tier_period') return null
  const rows = rowsOf(gauge, state, standing)
  const start = windowStart(window, history, standing, day)
  let first = rows.length
  while (first > 0 && dayAt(rows, first - 1) >= start) first--
  if (first === rows.length) return null
  switch (window.kind) {
    case 'rolling_days':
      return dayAt(rows, first) + window.days + 1
    case 'joining_year':
      return history.joined === null ? null : anniversaries(history.joined, day).next
    default:
      return nextPeriodStart(periodOf(window) as Period, day)
  }
}

/** The next date on which the number of days since another one reaches or passes a mark. */
export function nextMark(since: Day, day: Day, marks: readonly number[]): Day | null {
  let next: Day | null = null
  for (const mark of marks) {
    for (const at of [since + mark, since + mark + 1]) if (at > day && (next === null || at < next)) next = at
  }
  return next
}
