import { expect, test } from 'vitest'
import type { CalendarEntry, Overlap } from '@/server/campaign/views'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import { daysOfMonth, lastOf, monthAway, monthOf, monthText } from './calendar-month'

const today = dayOf('2026-12-09')

test.each([
  ['nothing', undefined, '2026-12-01'],
  ['a month', '2027-02', '2027-02-01'],
  ['no month', '2027-13', '2026-12-01'],
  ['something else', 'soon', '2026-12-01'],
])('the address says %s', (_, asked, first) => expect(isoOf(monthOf(asked, today))).toBe(first))

test('months follow each other over New Year', () => {
  const december = monthOf(undefined, today)
  expect([monthText(monthAway(december, 1)), monthText(monthAway(december, -12))]).toEqual(['2027-01', '2025-12'])
  expect(isoOf(lastOf(monthAway(december, 2)))).toBe('2027-02-28')
})

test('a day has what falls on it, and no other day has', () => {
  const entry: CalendarEntry = {
    id: 'c1',
    kind: 'member_day',
    name: '示例会员日',
    phase: 'running',
    days: ['2026-12-08', '2026-12-24'],
    hours: [],
  }
  const overlap: Overlap = {
    day: '2026-12-24',
    tier: null,
    bonuses: ['示例'],
    factorBps: 40_000,
    capBps: 30_000,
    capped: true,
    growth: [],
    growthBps: 10_000,
    discounts: [],
  }
  const days = daysOfMonth(dayOf('2026-12-01'), [entry], [overlap])
  expect(days).toHaveLength(31)
  expect(days[0]?.weekday).toBe(2)
  expect(days.filter(({ entries }) => entries.length > 0).map(({ day }) => isoOf(day))).toEqual(['2026-12-08', '2026-12-24'])
  expect(days.filter(({ overlaps }) => overlaps.length > 0).map(({ day }) => isoOf(day))).toEqual(['2026-12-24'])
  expect(days.find(({ day }) => isoOf(day) === '2026-12-25')?.festivals).toEqual(['christmas'])
})
