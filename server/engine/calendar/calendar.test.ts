import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { addMonths, civilOf, dayOf, isoOf, nextYearStart, weekdayOf, yearStart } from './day'
import { instantOf, isTimeZone, localDay, localMinute, startOfDay } from './zone'

test('every date of 400 years goes there and back, and agrees with an independent calendar', () => {
  let date = Temporal.PlainDate.from('1800-01-01')
  for (let day = dayOf('1800-01-01'); day < dayOf('2200-01-01'); day++) {
    const { year, month, date: dayOfMonth } = civilOf(day)
    if (
      year !== date.year ||
      month !== date.month ||
      dayOfMonth !== date.day ||
      weekdayOf(day) !== date.dayOfWeek ||
      dayOf(isoOf(day)) !== day
    ) {
      expect({ day: isoOf(day), weekday: weekdayOf(day) }).toEqual({ day: date.toString(), weekday: date.dayOfWeek })
    }
    date = date.add({ days: 1 })
  }
})

test.each([
  ['31 January and a month is the end of February', '2023-01-31', 1, '2023-02-28'],
  ['in a leap year the 29th', '2024-01-31', 1, '2024-02-29'],
  ['29 February and a year is the 28th', '2024-02-29', 12, '2025-02-28'],
  ['29 February and four years is the 29th', '2024-02-29', 48, '2028-02-29'],
  ['over the end of a year', '2023-11-30', 3, '2024-02-29'],
  ['backwards', '2024-03-31', -1, '2024-02-29'],
  ['none at all', '2024-05-05', 0, '2024-05-05'],
])('%s', (_, from, months, to) => expect(isoOf(addMonths(dayOf(from), months))).toBe(to))

test('a year begins on 1 January', () => {
  expect(isoOf(yearStart(dayOf('2024-12-31')))).toBe('2024-01-01')
  expect(isoOf(nextYearStart(dayOf('2024-01-01')))).toBe('2025-01-01')
})

test.each(['2023-02-29', '2024-13-01', '2024-00-10', '2024-1-1', 'yesterday', ''])('%j is not a date', (text) => {
  expect(() => dayOf(text)).toThrow(RangeError)
})

describe('the date of an instant is the one on the wall', () => {
  test.each([
    ['Asia/Shanghai', '2024-02-28T15:59:59Z', '2024-02-28'],
    ['Asia/Shanghai', '2024-02-28T16:00:00Z', '2024-02-29'],
    ['America/New_York', '2024-03-10T04:59:59Z', '2024-03-09'],
    ['America/New_York', '2024-03-11T03:59:59Z', '2024-03-10'],
    ['America/New_York', '2024-03-11T04:00:00Z', '2024-03-11'],
    ['America/New_York', '2024-11-04T04:59:59Z', '2024-11-03'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
    // China kept summer time from 1986 to 1991.
    ['Asia/Shanghai', '1989-05-22T15:00:00Z', '1989-05-23'],
    ['Asia/Shanghai', '1989-05-22T14:59:59Z', '1989-05-22'],
    ['UTC', '1970-01-01T00:00:00Z', '1970-01-01'],
  ])('%s %s', (zone, instant, date) => expect(isoOf(localDay(zone, Date.parse(instant)))).toBe(date))
})

describe('the minute of an instant is the one on the wall', () => {
  test.each([
    ['Asia/Shanghai', '2024-02-28T15:59:59Z', '23:59'],
    ['Asia/Shanghai', '2024-02-28T16:00:00Z', '00:00'],
    ['America/New_York', '2024-03-10T06:59:59Z', '01:59'],
    ['America/New_York', '2024-03-10T07:00:00Z', '03:00'],
    ['America/New_York', '2024-11-03T05:30:00Z', '01:30'],
    ['America/New_York', '2024-11-03T06:30:00Z', '01:30'],
    ['America/New_York', '2024-11-03T07:00:00Z', '02:00'],
    ['Europe/London', '2024-03-31T00:59:59Z', '00:59'],
    ['Europe/London', '2024-03-31T01:00:00Z', '02:00'],
    ['Europe/London', '2024-10-27T00:30:00Z', '01:30'],
    ['Europe/London', '2024-10-27T01:30:00Z', '01:30'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '23:59'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '00:00'],
    ['Pacific/Apia', '2021-04-03T14:00:00Z', '03:00'],
    ['UTC', '1969-12-31T23:59:59Z', '23:59'],
    ['UTC', '1970-01-01T00:00:00Z', '00:00'],
  ])('%s %s', (zone, instant, wall) => {
    const minute = localMinute(zone, Date.parse(instant))
    expect(`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`).toBe(wall)
  })

  test('agrees with the library for every quarter of an hour of a year in five zones', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'UTC', 'Pacific/Apia', 'Europe/London']) {
      for (let at = Date.UTC(2011, 0, 1); at < Date.UTC(2012, 0, 2); at += 900_000) {
        const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
        if (localMinute(zone, at) !== hour * 60 + minute) expect(`${zone} ${at}: ${localMinute(zone, at)}`).toBe(hour * 60 + minute)
      }
    }
  }, 30_000)
})

describe('the instant of a time on the wall', () => {
  test.each([
    ['an ordinary morning', 'Europe/London', '2010-12-01T08:26:00', '2010-12-01T08:26:00Z'],
    ['in summer', 'Europe/London', '2011-06-01 08:26', '2011-06-01T07:26:00Z'],
    ['a time that is skipped moves forward by the gap', 'Europe/London', '2011-03-27T01:30:00', '2011-03-27T01:30:00Z'],
    ['a time that comes twice is the first', 'Europe/London', '2011-10-30T01:30:00', '2011-10-30T00:30:00Z'],
    ['the hour after the clock went back', 'America/New_York', '2024-11-03T02:30:00', '2024-11-03T07:30:00Z'],
    ['the day that Apia left out', 'Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00Z'],
  ])('%s', (_, zone, wall, instant) => expect(new Date(instantOf(zone, wall)).toISOString()).toBe(instant.replace('Z', '.000Z')))

  test.each(['2011-02-30T10:00:00', '2011-02-03T25:00:00', 'noon'])('%j is not a time', (text) => {
    expect(() => instantOf('Europe/London', text)).toThrow()
  })

  test('agrees with the library for every hour of a year in four zones', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'UTC', 'Pacific/Apia']) {
      for (let hour = 0; hour < 366 * 24; hour += 1) {
        const wall = new Date(Date.UTC(2024, 0, 1, hour, 30)).toISOString().slice(0, 19)
        const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds
        if (instantOf(zone, wall) !== expected) expect(`${zone} ${wall}: ${instantOf(zone, wall)}`).toBe(expected)
      }
    }
  }, 30_000)

  test('a date begins when its clock says 00:00, or just after a gap', () => {
    expect(new Date(startOfDay('Asia/Shanghai', dayOf('2024-03-01'))).toISOString()).toBe('2024-02-29T16:00:00.000Z')
    expect(new Date(startOfDay('America/Sao_Paulo', dayOf('2018-11-04'))).toISOString()).toBe('2018-11-04T03:00:00.000Z')
  })
})

test('only real zones are zones', () => {
  expect([isTimeZone('Asia/Shanghai'), isTimeZone('UTC'), isTimeZone('Mars/Olympus')]).toEqual([true, true, false])
})
