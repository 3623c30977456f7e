import { describe, expect, test } from 'vitest'
import { instantOf } from '../calendar/zone'
import type { Effect, Gives, Moment } from '../campaign/campaign'
import { fold } from '../fold'
import type { ProgramDocument } from '../program/document'
import { availablePoints } from '../state'
import type { StoredEventBody } from '../vocabulary'
import { answer, buys, Guest, givesBack, ZONES } from './campaigning'
import { earning, fieldProgram, tiersOf } from './field'
import { effectOf, ORDER, running } from './running'

const shop = fieldProgram({ earningRules: [earning('one', { reward: { kind: 'rate', points: 1, per: 100 } })] })
const tiered = fieldProgram({
  spec: { falls: 'at_once' },
  tiers: [
    ['Member', 0],
    ['Gold', 100_000],
    ['Diamond', 300_000],
  ],
})
const checksIn: StoredEventBody = { type: 'member.checked_in' }
const points = (n: number): Gives => ({ kind: 'points', points: n })
const bag: Gives = { kind: 'goods', name: '帆布袋', count: 1 }
const coupon: Gives = { kind: 'coupons', coupons: [{ template: 't', count: 1 }] }

describe.each(ZONES)('in %s', (zone) => {
  test('an upgrade brings its gift once a tier, and not again after a fall and another rise', () => {
    const at: Moment = { kind: 'tier_entered', tiers: ['Gold', 'Diamond'] }
    const campaigns = running({ kind: 'upgrade_gift', effects: [effectOf(points(500), at), effectOf(bag, at), effectOf(coupon, at)] })
    const guest = new Guest(tiered, campaigns, zone)
    guest.at('2026-05-01 10:00', buys('o1', 1_000))
    expect([guest.tier, guest.points, guest.goods, guest.coupons]).toEqual(['Gold', 500, ['帆布袋 ×1'], ['campaign:c:2']])
    guest.at('2026-05-02 10:00', givesBack('o1'))
    expect(guest.tier).toBe('Member')
    guest.at('2026-05-03 10:00', buys('o2', 1_000))
    expect([guest.tier, guest.points, guest.goods.length]).toEqual(['Gold', 500, 1])
    guest.at('2026-05-04 10:00', buys('o3', 2_500))
    expect([guest.tier, guest.points, guest.goods.length]).toEqual(['Diamond', 1_000, 2])
    guest.isSettled()
  })

  test('a jump brings the gift of the tier that is reached, and one limit holds over all tiers', () => {
    const at: Moment = { kind: 'tier_entered', tiers: ['Gold', 'Diamond'] }
    const effects = [effectOf(points(500), at, { perMember: 700 }), effectOf(bag, at, { perMember: 1 })]
    const guest = new Guest(tiered, running({ kind: 'upgrade_gift', effects }), zone)
    guest.at('2026-05-01 10:00', buys('o1', 5_000))
    expect([guest.tier, guest.points, guest.goods]).toEqual(['Diamond', 500, ['帆布袋 ×1']])
    guest.at('2026-05-02 10:00', givesBack('o1', 3_000))
    expect([guest.tier, guest.points, guest.goods]).toEqual(['Gold', 500, ['帆布袋 ×1']])
    guest.isSettled()
    const slow = new Guest(tiered, running({ kind: 'upgrade_gift', effects }), zone)
    slow.at('2026-05-01 10:00', buys('o1', 1_000))
    slow.at('2026-05-02 10:00', buys('o2', 2_000))
    expect([slow.tier, slow.points, slow.goods]).toEqual(['Diamond', 700, ['帆布袋 ×1']])
    slow.isSettled()
  })

  test('two ladders that are climbed with one order keep to the limits together', () => {
    const at: Moment = { kind: 'tier_entered', tiers: ['Gold', 'Ruby'] }
    const [first] = tiered.ladders
    const second = {
      ...first,
      id: 'second',
      name: 'second',
      primary: false,
      tiers: tiersOf([
        ['Base', 0],
        ['Ruby', 50_000],
      ]),
    }
    const program = { ...tiered, ladders: [first, second] } as ProgramDocument
    const effects = [
      effectOf(bag, at),
      effectOf({ ...bag, name: '徽章' }, at, { perMember: 1 }),
      effectOf({ ...bag, name: '帽子' }, at, { total: 1 }),
      effectOf(points(500), at, { perMemberDay: 700 }),
    ]
    const taken = new Map<string, number>()
    const admit = (rule: string, wanted: number, event: string, budget: number) => {
      const key = `${rule} ${event}`
      const others = [...taken].filter(([one]) => one.startsWith(`${rule} `) && one !== key).reduce((sum, [, n]) => sum + n, 0)
      const given = Math.min(wanted, budget - others)
      taken.set(key, given)
      return given
    }
    const guest = new Guest(program, running({ kind: 'upgrade_gift', effects }), zone, admit)
    guest.at('2026-05-01 10:00', buys('o1', 1_000))
    expect([guest.points, guest.goods]).toEqual([700, ['帆布袋 ×1', '帆布袋 ×1', '帽子 ×1', '徽章 ×1']])
    guest.isSettled()
  })

  test('what is shared by all members is asked for before an upgrade gives it', () => {
    const at: Moment = { kind: 'tier_entered', tiers: ['Gold'] }
    const effects = [effectOf(points(500), at, { total: 800 }), effectOf(bag, at, { perDay: 1, total: 10 })]
    const left = new Map([
      ['campaign:c:0', 800],
      ['campaign:c:1', 10],
      ['campaign:c:1@2026-05-01', 1],
    ])
    const had = new Map<string, number>()
    const admit = (rule: string, wanted: number, event: string) => {
      const key = `${rule} ${event}`
      const before = had.get(key) ?? 0
      const given = Math.min(wanted, before + (left.get(rule) ?? 0))
      left.set(rule, (left.get(rule) ?? 0) + before - given)
      had.set(key, given)
      return given
    }
    const brought = ['a', 'b'].map((name) => {
      const guest = new Guest(tiered, running({ kind: 'upgrade_gift', effects }), zone, (rule, wanted, event) =>
        admit(rule, wanted, name + event),
      )
      guest.at('2026-05-01 10:00', buys('o1', 1_000))
      guest.isSettled()
      return [guest.points, guest.goods.length]
    })
    expect(brought).toEqual([
      [500, 1],
      [300, 0],
    ])
  })

  test('check-ins in a row are rewarded by their day, and begin anew behind the seventh', () => {
    const on = (day: number, gives: Gives): Effect => effectOf(gives, { kind: 'checked_in', day, cycle: 7 })
    const campaigns = running({ kind: 'check_in', effects: [on(3, points(30)), on(7, points(700)), on(7, { kind: 'chances', count: 1 })] })
    const guest = new Guest(shop, campaigns, zone)
    const row = Array.from({ length: 10 }, (_, i) => {
      const had = guest.points
      guest.at(`2026-05-${String(i + 1).padStart(2, '0')} 23:59:59`, checksIn)
      return guest.points - had
    })
    expect(row).toEqual([0, 0, 30, 0, 0, 0, 700, 0, 0, 30])
    expect(guest.goods).toEqual(['ticket ×1'])
    guest.isSettled()
  })

  test('a row that is broken begins anew, a second check-in of a day is none, and orders between break nothing', () => {
    const effects = [effectOf(points(30), { kind: 'checked_in', day: 3, cycle: 7 })]
    const guest = new Guest(shop, running({ kind: 'check_in', effects }), zone)
    const at = (when: string) => answer(guest.at(when, checksIn), 'campaign:c:0')
    expect(at('2026-05-01 00:00')).toEqual(['campaign:c:0', 0, 'not_that_day', 1])
    expect(at('2026-05-02 08:00')).toEqual(['campaign:c:0', 0, 'not_that_day', 2])
    expect(at('2026-05-02 23:59:59')).toBeUndefined()
    guest.at('2026-05-03 10:00', buys('o1', 0))
    expect(at('2026-05-04 00:00')).toEqual(['campaign:c:0', 0, 'not_that_day', 1])
    guest.at('2026-05-05 07:00', buys('o2', 0))
    expect(at('2026-05-05 08:00')).toEqual(['campaign:c:0', 0, 'not_that_day', 2])
    expect(at('2026-05-06 08:00')).toEqual(['campaign:c:0', 30])
    guest.isSettled()
  })

  test('days before the campaign was at work are no part of the row', () => {
    const effects = [effectOf(points(30), { kind: 'checked_in', day: 3, cycle: 7 })]
    const spans = [{ from: instantOf(zone, '2026-05-03 12:00'), until: null, began: 1, stopped: null }]
    const guest = new Guest(shop, running({ kind: 'check_in', effects, spans }), zone)
    const gave = ['01', '02', '03', '04', '05'].map((date) => answer(guest.at(`2026-05-${date} 08:00`, checksIn), 'campaign:c:0')?.[1])
    expect(gave).toEqual([undefined, undefined, undefined, 0, 30])
  })

  test('a gift with purchase comes with the amount, and goes once a refund leaves less', () => {
    const effects = [effectOf(bag, { ...ORDER, least: 20_000 }, { perMember: 1 }), effectOf(points(10), { ...ORDER, least: 20_000 })]
    const guest = new Guest(shop, running({ kind: 'gift_with_purchase', effects }), zone)
    guest.at('2026-05-01 10:00', buys('o1', 199))
    expect(guest.goods).toEqual([])
    guest.at('2026-05-02 10:00', buys('o2', 250))
    expect([guest.goods, guest.points]).toEqual([['帆布袋 ×1'], 199 + 250 + 10])
    guest.at('2026-05-03 10:00', givesBack('o2', 50))
    expect([guest.goods, guest.points]).toEqual([['帆布袋 ×1'], 199 + 200 + 10])
    guest.at('2026-05-03 11:00', givesBack('o2', 1))
    expect([guest.goods, guest.points]).toEqual([[], 199 + 199])
    // The limit of one has room again.
    guest.at('2026-05-04 10:00', buys('o3', 200))
    expect(guest.goods).toEqual(['帆布袋 ×1'])
    const more = guest.at('2026-05-05 10:00', buys('o4', 200))
    expect(answer(more, 'campaign:c:0')).toEqual(['campaign:c:0', 0, 'lifetime_cap', 1])
    guest.isSettled()
  })

  test('points that come with the completion have the bonus of the day of payment, and what is given back before has none', () => {
    const document = fieldProgram({
      earningRules: [earning('done', { trigger: 'order.completed', reward: { kind: 'rate', points: 1, per: 100 } })],
    })
    const schedule = { from: '2026-05-08', until: '2026-05-08', on: { kind: 'every_day' as const } }
    const guest = new Guest(
      document,
      running({ schedule, effects: [effectOf({ kind: 'points_bonus', bps: 10_000 }), effectOf(points(7))] }),
      zone,
    )
    const done = (name: string): StoredEventBody => ({ type: 'order.completed', channel: 'shop', order_no: name })
    guest.at('2026-05-08 23:59:59', buys('o1', 100))
    guest.at('2026-05-09 00:00', buys('o2', 100))
    expect(guest.points).toBe(7)
    guest.at('2026-05-10 10:00', givesBack('o1', 40))
    guest.at('2026-05-12 10:00', done('o1'))
    expect(guest.points).toBe(7 + 60 + 60)
    guest.at('2026-05-12 11:00', done('o2'))
    expect(guest.points).toBe(7 + 120 + 100)
    guest.at('2026-05-13 10:00', givesBack('o1'))
    expect(guest.points).toBe(100)
    guest.isSettled()
  })

  test('a gift with goods in its scope reads them alone', () => {
    const scoped: Gives = { kind: 'points_bonus', bps: 10_000, scope: { skus: ['TEA'] } }
    const guest = new Guest(shop, running({ effects: [effectOf(scoped, { ...ORDER, least: 5_000 })] }), zone)
    const order = (name: string, tea: number, cup: number) =>
      answer(
        guest.at(
          `2026-05-0${name} 10:00`,
          buys(name, 0, [
            { sku: 'TEA', units: tea },
            { sku: 'CUP', units: cup },
          ]),
        ),
        'campaign:c:0',
      )
    expect(order('1', 49, 500)).toEqual(['campaign:c:0', 0, 'too_small', 4_900])
    expect(order('2', 50, 500)).toEqual(['campaign:c:0', 50])
    guest.isSettled()
  })

  test.each(['win_back', 'sample'] as const)(
    'what %s gave stands in the log: no refund takes it, and its place in the log changes nothing',
    (kind) => {
      const campaigns = running({ kind, effects: [effectOf(points(100), { kind: 'asleep', days: 60 })] })
      const guest = new Guest(tiered, campaigns, zone)
      guest.at('2026-01-01 10:00', buys('o1', 10))
      guest.at('2026-03-02 00:00', { type: 'campaign.granted', effect: 'campaign:c:0', points: 100 })
      guest.at('2026-03-03 10:00', { type: 'campaign.granted', effect: 'campaign:c:1', growth: { ladder: 'ladder', amount: 5 } })
      guest.at('2026-03-04 10:00', buys('o2', 10))
      guest.at('2026-03-05 10:00', givesBack('o2'))
      guest.at('2026-03-06 10:00', givesBack('o1'))
      expect([guest.points, guest.run.state.standing.ladders.ladder?.growth]).toEqual([100, 5])
      expect(guest.run.decisions.movements.map(({ rule }) => rule)).toEqual(['campaign:c:0', 'campaign:c:1'])
      guest.isSettled()
      // Nor does the campaign's end, or that the engine no longer knows of it.
      const without = fold(new Guest(tiered, running(), zone).timeline, [...guest.log].reverse())
      expect(availablePoints(without.state.standing)).toBe(100)
    },
  )
})
