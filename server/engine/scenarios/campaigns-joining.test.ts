import { describe, expect, test } from 'vitest'
import { instantOf } from '../calendar/zone'
import type { Gives } from '../campaign/campaign'
import { fold } from '../fold'
import type { LogEntry, StoredEventBody } from '../vocabulary'
import { answer, buys, Guest, givesBack, ZONES } from './campaigning'
import { earning, fieldProgram } from './field'
import { DOUBLE, effectOf, ORDER, running } from './running'

const shop = fieldProgram({ earningRules: [earning('one', { reward: { kind: 'rate', points: 1, per: 100 } })] })
const joins: StoredEventBody = { type: 'member.registered' }
const invited: StoredEventBody = { type: 'member.registered', invited_by: 'M1' }
const coupon: Gives = { kind: 'coupons', coupons: [{ template: 't', count: 1 }] }
const points = (n: number): Gives => ({ kind: 'points', points: n })

describe.each(ZONES)('in %s', (zone) => {
  test('a welcome comes with joining, from the first day of the campaign on and to its last', () => {
    const terms = {
      kind: 'welcome' as const,
      schedule: { from: '2026-05-01', until: '2026-05-31', on: { kind: 'every_day' as const } },
      effects: [effectOf(points(100), { kind: 'registered' }), effectOf(coupon, { kind: 'registered' })],
    }
    const joined = (when: string) => {
      const guest = new Guest(shop, running(terms), zone)
      guest.at(when, joins)
      guest.at('2026-07-01 10:00', buys('o', 1))
      guest.isSettled()
      return [guest.points, guest.coupons]
    }
    const welcomed = [101, ['campaign:c:1']]
    expect(joined('2026-04-30 23:59:59')).toEqual([1, []])
    expect(joined('2026-05-01 00:00:00')).toEqual(welcomed)
    expect(joined('2026-05-31 23:59:59')).toEqual(welcomed)
    expect(joined('2026-06-01 00:00:00')).toEqual([1, []])
  })

  test('new members earn double for so many days, counted in dates', () => {
    const effects = [effectOf(DOUBLE, { ...ORDER, joinedWithin: 7 })]
    const guest = new Guest(shop, running({ kind: 'registration_points', effects }), zone)
    guest.at('2026-05-01 23:59:59', joins)
    const brings = ['2026-05-02 00:00', '2026-05-08 23:59:59', '2026-05-09 00:00'].map((when, i) => {
      const had = guest.points
      const outcome = guest.at(when, buys(`o${i}`, 100))
      return [guest.points - had, answer(outcome, 'campaign:c:0')]
    })
    expect(brings).toEqual([
      [200, ['campaign:c:0', 100]],
      [200, ['campaign:c:0', 100]],
      [100, ['campaign:c:0', 0, 'joined_before', 8]],
    ])
    guest.isSettled()
  })

  test('a first order brings its gift once, and goes back whole without giving it again', () => {
    const effects = [effectOf(points(50), { ...ORDER, first: true, least: 5_000 })]
    const guest = new Guest(shop, running({ kind: 'first_order', effects }), zone)
    guest.at('2026-05-01 10:00', joins)
    guest.at('2026-05-02 10:00', buys('o1', 60))
    expect(guest.points).toBe(110)
    guest.at('2026-05-03 10:00', givesBack('o1'))
    expect(guest.points).toBe(0)
    const outcome = guest.at('2026-05-04 10:00', buys('o2', 60))
    expect([guest.points, answer(outcome, 'campaign:c:0')]).toEqual([60, ['campaign:c:0', 0, 'not_first', 0]])
    guest.isSettled()
  })

  test('a first order that is too small brings nothing, and the next one is not the first', () => {
    const effects = [effectOf(points(50), { ...ORDER, first: true, least: 5_000 })]
    const guest = new Guest(shop, running({ kind: 'first_order', effects }), zone)
    const small = guest.at('2026-05-02 10:00', buys('o1', 49))
    const next = guest.at('2026-05-03 10:00', buys('o2', 60))
    expect([answer(small, 'campaign:c:0'), answer(next, 'campaign:c:0')]).toEqual([
      ['campaign:c:0', 0, 'too_small', 4_900],
      ['campaign:c:0', 0, 'not_first', 1],
    ])
    expect(guest.points).toBe(109)
  })

  test('an order told late takes the first place, with what comes with it', () => {
    const effects = [effectOf(points(50), { ...ORDER, first: true })]
    const guest = new Guest(shop, running({ kind: 'first_order', effects }), zone)
    guest.at('2026-05-02 10:00', buys('early', 10))
    guest.at('2026-05-03 10:00', buys('later', 60))
    const [early, later] = guest.log as [LogEntry, LogEntry]
    const alone = fold(guest.timeline, [later])
    expect(alone.outcomes.get(later.id)?.trace.rules).toContainEqual(['campaign:c:0', 50])
    const both = fold(guest.timeline, [later, early])
    expect(both.outcomes.get(early.id)?.trace.rules).toContainEqual(['campaign:c:0', 50])
    expect(both.outcomes.get(later.id)?.trace.rules).toContainEqual(['campaign:c:0', 0, 'not_first', 1])
    expect(both.state).toEqual(guest.run.state)
  })

  test('a coupon with the first order is one coupon, whichever order turns out to be the first', () => {
    const guest = new Guest(shop, running({ kind: 'first_order', effects: [effectOf(coupon, { ...ORDER, first: true })] }), zone)
    guest.at('2026-05-02 10:00', buys('early', 10))
    guest.at('2026-05-03 10:00', buys('later', 60))
    const later = guest.log[1] as LogEntry
    const keys = (log: readonly LogEntry[]) => fold(guest.timeline, log).decisions.issues.map(({ key }) => key)
    expect([keys([later]), keys(guest.log)]).toEqual([['rule:campaign:c:0:once'], ['rule:campaign:c:0:once']])
  })

  test('a coupon after payment comes from so much on, and goes with the part of the order that is given back', () => {
    const effects = [effectOf(coupon, { ...ORDER, least: 10_000 }, { perMemberDay: 1 })]
    const guest = new Guest(shop, running({ kind: 'after_payment', effects }), zone)
    guest.at('2026-05-02 10:00', buys('o1', 99))
    expect(guest.coupons).toEqual([])
    guest.at('2026-05-02 11:00', buys('o2', 100))
    expect(guest.coupons).toEqual(['campaign:c:0'])
    const again = guest.at('2026-05-02 23:59:59', buys('o3', 100))
    expect(answer(again, 'campaign:c:0')).toEqual(['campaign:c:0', 0, 'day_cap', 1])
    guest.at('2026-05-03 00:00', buys('o4', 150))
    expect(guest.coupons).toEqual(['campaign:c:0', 'campaign:c:0'])
    // 150 − 50 still reaches the least amount; a cent less does not.
    guest.at('2026-05-04 10:00', givesBack('o4', 50))
    expect(guest.coupons).toHaveLength(2)
    guest.at('2026-05-04 11:00', givesBack('o4', 0.01))
    expect(guest.coupons).toHaveLength(1)
    guest.isSettled()
  })

  test('what a refund frees of a day’s limit can be given again that day', () => {
    const effects = [effectOf(coupon, ORDER, { perMemberDay: 1 })]
    const guest = new Guest(shop, running({ kind: 'after_payment', effects }), zone)
    guest.at('2026-05-02 10:00', buys('o1', 100))
    guest.at('2026-05-02 11:00', givesBack('o1'))
    guest.at('2026-05-02 12:00', buys('o2', 100))
    expect(guest.coupons).toHaveLength(1)
    guest.isSettled()
  })

  test('a referral rewards both, once for joining and once for the first order', () => {
    const at = (to: 'inviter' | 'invited', pays: 'registered' | 'ordered') => ({ kind: 'referred' as const, to, pays })
    const campaigns = running({
      kind: 'referral',
      effects: [
        effectOf(points(1), at('inviter', 'registered')),
        effectOf(points(20), at('inviter', 'ordered')),
        effectOf(points(300), at('invited', 'registered')),
        effectOf(points(4_000), at('invited', 'ordered')),
        effectOf({ kind: 'growth', growth: 7 }, at('inviter', 'ordered')),
      ],
    })
    const document = fieldProgram({ spec: { measure: 'growth' } })
    const friend = new Guest(document, campaigns, zone)
    friend.at('2026-05-01 10:00', invited)
    expect(friend.points).toBe(300)
    friend.at('2026-05-02 10:00', buys('o1', 100))
    expect(friend.points).toBe(4_300)
    friend.at('2026-05-03 10:00', buys('o2', 100))
    expect(friend.points).toBe(4_300)
    // The whole first order back takes what came with it, and the next one is not the first.
    friend.at('2026-05-04 10:00', givesBack('o1'))
    friend.at('2026-05-05 10:00', buys('o3', 100))
    expect(friend.points).toBe(300)
    friend.isSettled()

    const inviter = new Guest(document, campaigns, zone)
    inviter.at('2026-05-01 10:00:01', { type: 'member.referred', invited: 'F1' })
    expect(inviter.points).toBe(1)
    inviter.at('2026-05-02 10:00:01', { type: 'member.referred', invited: 'F1', stage: 'ordered' })
    expect([inviter.points, inviter.run.state.standing.ladders.ladder?.growth]).toEqual([21, 7])
    inviter.isSettled()

    const alone = new Guest(document, campaigns, zone)
    alone.at('2026-05-01 10:00', joins)
    alone.at('2026-05-02 10:00', buys('o1', 100))
    expect(alone.points).toBe(0)
  })

  test('a referral of before the campaign earns nothing, and its first order later does', () => {
    const effects = [
      effectOf(points(1), { kind: 'referred', to: 'invited', pays: 'registered' }),
      effectOf(points(20), { kind: 'referred', to: 'invited', pays: 'ordered' }),
    ]
    const from = instantOf(zone, '2026-05-02 00:00')
    const guest = new Guest(shop, running({ kind: 'referral', effects, spans: [{ from, until: null, began: 1, stopped: null }] }), zone)
    guest.at(from - 1, invited)
    guest.at(from, buys('o1', 1))
    expect(guest.points).toBe(21)
    guest.isSettled()
  })
})
