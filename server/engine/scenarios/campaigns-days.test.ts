import { describe, expect, test } from 'vitest'
import { instantOf } from '../calendar/zone'
import { monthlyOn, weeklyOn } from '../campaign/rule-form'
import type { Schedule } from '../campaign/schedule'
import type { StoredEventBody } from '../vocabulary'
import { answer, buys, Guest, ZONES } from './campaigning'
import { earning, fieldProgram } from './field'
import { DOUBLE, effectOf, ORDER, type Running, running } from './running'

const shop = fieldProgram({
  tiers: [
    ['Member', 0],
    ['Gold', 100_000],
  ],
  earningRules: [earning('one', { reward: { kind: 'rate', points: 1, per: 100 } })],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
})
const rules = (...all: string[]): Schedule['on'] => ({ kind: 'rules', rules: all })
const held = (on: Schedule['on'], more: Partial<Schedule> = {}): Running => ({ schedule: { from: '2000-01-01', on, ...more } })
const born = (birthday: string): StoredEventBody => ({ type: 'member.profile_changed', birthday })

describe.each(ZONES)('in %s', (zone) => {
  /** What an order of 100 at each time brings. */
  const bring = (
    terms: Running,
    times: readonly (string | number)[],
    before: readonly [string, StoredEventBody][] = [],
    document = shop,
  ) => {
    const guest = new Guest(document, running(terms), zone)
    for (const [when, body] of before) guest.at(when, body)
    const brought = times.map((when, i) => {
      const had = guest.points
      guest.at(when, buys(`o${i}`, 100))
      return guest.points - had
    })
    guest.isSettled()
    return brought
  }

  test('a member day begins at 00:00:00 and ends with 23:59:59 of that very day on the wall', () => {
    const times = ['2026-05-07 23:59:59', '2026-05-08 00:00:00', '2026-05-08 23:59:59', '2026-05-09 00:00:00', '2026-05-18 12:00']
    expect(bring(held(rules(monthlyOn(8, 'last'), monthlyOn(18, 'last'))), times)).toEqual([100, 200, 200, 100, 200])
  })

  test.each([
    ['last' as const, [200, 100, 200, 100, 200, 200]],
    ['skip' as const, [200, 100, 100, 100, 100, 100]],
  ])('a member day on the 31st in months without one: %s', (lacking, expected) => {
    const times = ['2026-01-31 08:00', '2026-02-27 08:00', '2026-02-28 08:00', '2026-04-29 08:00', '2026-04-30 08:00', '2028-02-29 08:00']
    expect(bring(held(rules(monthlyOn(31, lacking))), times)).toEqual(expected)
  })

  test('hours begin with their first second and end before their last minute', () => {
    const hours = [
      { from: '10:00', until: '14:00' },
      { from: '18:30', until: '24:00' },
    ]
    const times = ['09:59:59', '10:00:00', '13:59:59', '14:00:00', '18:29:59', '18:30:00', '23:59:59'].map((time) => `2026-05-08 ${time}`)
    expect(bring(held(rules(weeklyOn([5])), { hours }), times)).toEqual([100, 200, 200, 100, 100, 200, 200])
    expect(bring(held(rules(weeklyOn([5])), { hours }), ['2026-05-09 10:00:00'])).toEqual([100])
  })

  test('the first and the last day of a schedule belong to it', () => {
    const times = ['2026-04-30 23:59:59', '2026-05-01 00:00:00', '2026-05-31 23:59:59', '2026-06-01 00:00:00']
    expect(bring(held({ kind: 'every_day' }, { from: '2026-05-01', until: '2026-05-31' }), times)).toEqual([100, 200, 200, 100])
  })

  test('a festival is held on its days around the day that the moon gives it, each year anew', () => {
    // The Spring Festival is on 17 February 2026 and on 6 February 2027.
    const times = [
      '2026-02-13 23:59:59',
      '2026-02-14 00:00',
      '2026-02-17 12:00',
      '2026-02-24 23:59:59',
      '2026-02-25 00:00',
      '2027-02-03 00:00',
      '2027-02-14 00:00',
    ]
    expect(bring(held({ kind: 'festival', festival: 'spring', before: 3, after: 7 }), times)).toEqual([100, 200, 200, 200, 100, 200, 100])
  })

  test.each<['day' | 'week' | 'month', string, [string, number][]]>([
    [
      'day',
      '05-08',
      [
        ['2026-05-07 23:59:59', 100],
        ['2026-05-08 00:00', 200],
        ['2026-05-08 23:59:59', 200],
        ['2026-05-09 00:00', 100],
      ],
    ],
    // 8 May 2026 is a Friday.
    [
      'week',
      '05-08',
      [
        ['2026-05-03 23:59:59', 100],
        ['2026-05-04 00:00', 200],
        ['2026-05-10 23:59:59', 200],
        ['2026-05-11 00:00', 100],
      ],
    ],
    [
      'month',
      '05-08',
      [
        ['2026-04-30 23:59:59', 100],
        ['2026-05-01 00:00', 200],
        ['2026-05-31 23:59:59', 200],
        ['2026-06-01 00:00', 100],
      ],
    ],
    // 1 January 2027 is a Friday: its week is kept within the year of the birthday.
    [
      'week',
      '01-01',
      [
        ['2026-12-30 12:00', 100],
        ['2026-12-31 23:59:59', 100],
        ['2027-01-01 00:00', 200],
        ['2027-01-03 23:59:59', 200],
        ['2027-01-04 00:00', 100],
      ],
    ],
    [
      'day',
      '02-29',
      [
        ['2026-02-28 12:00', 200],
        ['2026-03-01 12:00', 100],
        ['2028-02-28 12:00', 100],
        ['2028-02-29 12:00', 200],
      ],
    ],
  ])('a birthday bonus keeps to its window: %s of %s', (window, birthday, expected) => {
    const terms: Running = { kind: 'birthday', effects: [effectOf(DOUBLE, { ...ORDER, birthday: window })] }
    const times = expected.map(([when]) => when)
    expect(bring(terms, times, [['2020-01-01 10:00', born(birthday)]])).toEqual(expected.map(([, points]) => points))
  })

  test('where a leap birthday is kept on 1 March, so is its bonus', () => {
    const terms: Running = { kind: 'birthday', effects: [effectOf(DOUBLE, { ...ORDER, birthday: 'day' })] }
    const document = { ...shop, points: { ...shop.points, leapBirthday: 'mar1' as const } }
    const before: [string, StoredEventBody][] = [['2020-01-01 10:00', born('02-29')]]
    expect(bring(terms, ['2026-02-28 12:00', '2026-03-01 12:00', '2028-02-29 12:00'], before, document)).toEqual([100, 200, 200])
  })

  test('double points rest while they are paused, from the very instant to the very instant', () => {
    const [began, paused, resumed, ended] = ['2026-05-01 10:00', '2026-05-08 12:00', '2026-05-09 12:00', '2026-05-20 00:00'].map((t) =>
      instantOf(zone, t),
    )
    const spans = [
      { from: began as number, until: paused as number, began: 1, stopped: 2 },
      { from: resumed as number, until: ended as number, began: 3, stopped: 4 },
    ]
    const times = [began, paused, resumed, ended].flatMap((at) => [(at as number) - 1, at as number])
    expect(bring({ ...held({ kind: 'every_day' }), spans }, times)).toEqual([100, 200, 200, 100, 100, 200, 200, 100])
  })

  test('double points, a tier’s bonus and another campaign add up, and stay under the cap of the program', () => {
    const document = {
      ...shop,
      ladders: shop.ladders.map((ladder) => ({
        ...ladder,
        tiers: ladder.tiers.map((tier) => ({ ...tier, bonusBps: tier.id === 'Gold' ? 5_000 : 0 })),
      })),
    }
    const guest = new Guest(document, running({ id: 'a' }, { id: 'b' }), zone)
    guest.at('2026-05-01 10:00', buys('o0', 1_000))
    expect([guest.points, guest.tier]).toEqual([3_000, 'Gold'])
    const outcome = guest.at('2026-05-02 10:00', buys('o1', 100))
    // ×3 of the base and not ×3.5: the two campaigns share what the tier’s own +50 % leaves.
    expect(guest.points).toBe(3_300)
    expect(outcome.trace.notes).toEqual(['bonus_capped'])
    expect(answer(outcome, 'campaign:a:0')).toEqual(['campaign:a:0', 75, 'bonus_cap', 30_000])
    expect(answer(outcome, 'campaign:b:0')).toEqual(['campaign:b:0', 75, 'bonus_cap', 30_000])
    expect(answer(outcome, 'one')).toEqual(['one', 150])
    guest.isSettled()
  })

  test('a limit of the day is that of the day on the wall', () => {
    const terms: Running = { effects: [effectOf(DOUBLE, ORDER, { perMemberDay: 150 })] }
    expect(bring(terms, ['2026-05-08 00:00', '2026-05-08 23:59:59', '2026-05-09 00:00'])).toEqual([200, 150, 200])
  })
})

describe('where clocks change', () => {
  const zone = 'America/New_York'
  const twice = (terms: Running, times: readonly (string | number)[]) => {
    const guest = new Guest(shop, running(terms), zone)
    return times.map((when, i) => answer(guest.at(when, buys(`o${i}`, 100)), 'campaign:c:0') !== undefined)
  }

  test('an hour that is skipped never comes, and what lies behind it is on', () => {
    const hours = [{ from: '02:00', until: '04:00' }]
    const gap = instantOf(zone, '2026-03-08 03:00')
    expect(twice(held(rules(monthlyOn(8, 'last')), { hours }), [gap - 1, gap, '2026-03-08 03:59:59', '2026-03-08 04:00'])).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('an hour that comes twice is on both times', () => {
    const hours = [{ from: '01:00', until: '02:00' }]
    const first = instantOf(zone, '2026-11-01 01:00')
    const times = [first - 1, first, first + 3_599_999, first + 3_600_000, first + 7_199_999, first + 7_200_000]
    expect(twice(held(rules(monthlyOn(1, 'last')), { hours }), times)).toEqual([false, true, true, true, true, false])
  })

  test('a day of 25 hours is one day, of which a limit counts once', () => {
    const guest = new Guest(shop, running({ effects: [effectOf(DOUBLE, ORDER, { perMemberDay: 100 })] }), zone)
    const begins = instantOf(zone, '2026-11-01 00:00')
    for (const [i, hour] of [0, 24.9].entries()) guest.at(begins + hour * 3_600_000, buys(`o${i}`, 100))
    expect(guest.points).toBe(300)
    guest.at(begins + 25 * 3_600_000, buys('o2', 100))
    expect(guest.points).toBe(500)
  })

  test('a date that a country left out is no member day, and neither are those beside it', () => {
    const guest = new Guest(shop, running(held(rules(monthlyOn(30, 'last')))), 'Pacific/Apia')
    const midnight = instantOf('Pacific/Apia', '2011-12-31 00:00')
    guest.at('2011-11-30 12:00', buys('o0', 100))
    guest.at(midnight - 1, buys('o1', 100))
    guest.at(midnight, buys('o2', 100))
    guest.at('2012-01-30 12:00', buys('o3', 100))
    expect(guest.points).toBe(200 + 100 + 100 + 200)
  })
})
