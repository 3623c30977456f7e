import type { CampaignDraft, CampaignKind, Effect } from '@/server/engine/campaign/campaign'
import type { ScheduleDays } from '@/server/engine/campaign/schedule'
import { dateOf, isAround, isLastOfMonth, plus, yearOf } from './plain-dates'

/** A leap year, its first and its last date. */
export const FIRST = '2028-01-01'
export const LAST = '2028-12-31'

/** What campaigns of the year have for all members together. */
export const budgets = { paid: 300, wakings: 500, wakingsADay: 60, samples: 25 }

type Of = { kind: CampaignKind; on: ScheduleDays; effects: Effect[]; noticeDays?: number }
const everyDay: ScheduleDays = { kind: 'every_day' }
const by = (...rules: string[]): ScheduleDays => ({ kind: 'rules', rules })
const order = { kind: 'order' } as const
const points = (at: Effect['at'], amount: number, limits: Effect['limits'] = {}): Effect => ({
  at,
  gives: { kind: 'points', points: amount },
  limits,
})
const chance = (at: Effect['at'], limits: Effect['limits'] = {}): Effect => ({ at, gives: { kind: 'chances', count: 1 }, limits })
const goods = (at: Effect['at'], limits: Effect['limits'] = {}): Effect => ({
  at,
  gives: { kind: 'goods', name: '示例小样', count: 1 },
  limits,
})

/** One campaign of each kind, and more of those whose dates can go wrong, all for the whole year. */
export function yearOfCampaigns(template: string): Record<string, CampaignDraft> {
  const coupon = (at: Effect['at']): Effect => ({ at, gives: { kind: 'coupons', coupons: [{ template, count: 1 }] }, limits: {} })
  const all: Record<string, Of> = {
    memberDay: {
      kind: 'member_day',
      on: by('FREQ=MONTHLY;BYMONTHDAY=8,18,28'),
      effects: [{ at: order, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }, coupon({ kind: 'occasion' })],
      noticeDays: 2,
    },
    monthEnd: {
      kind: 'member_day',
      on: by('FREQ=MONTHLY;BYMONTHDAY=-1'),
      effects: [{ at: { kind: 'occasion' }, gives: { kind: 'growth', growth: 3 }, limits: {} }],
    },
    birthdayDay: { kind: 'birthday', on: everyDay, effects: [points({ kind: 'birthday', window: 'day' }, 50)] },
    birthdayWeek: { kind: 'birthday', on: everyDay, effects: [chance({ kind: 'birthday', window: 'week' })] },
    birthdayMonth: { kind: 'birthday', on: everyDay, effects: [coupon({ kind: 'birthday', window: 'month' })] },
    spring: {
      kind: 'festival',
      on: { kind: 'festival', festival: 'spring', before: 1, after: 2 },
      effects: [chance({ kind: 'occasion' })],
    },
    autumn: {
      kind: 'festival',
      on: { kind: 'festival', festival: 'mid_autumn', before: 0, after: 0 },
      effects: [chance({ kind: 'occasion' })],
    },
    doublePoints: {
      kind: 'double_points',
      on: by('FREQ=WEEKLY;BYDAY=SA'),
      effects: [{ at: order, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }],
    },
    welcome: { kind: 'welcome', on: everyDay, effects: [coupon({ kind: 'registered' })] },
    registration: { kind: 'registration_points', on: everyDay, effects: [points({ kind: 'registered' }, 20)] },
    firstOrder: { kind: 'first_order', on: everyDay, effects: [points({ ...order, first: true }, 30)] },
    afterPayment: { kind: 'after_payment', on: everyDay, effects: [chance({ ...order, least: 100_00 }, { total: budgets.paid })] },
    upgrade: { kind: 'upgrade_gift', on: everyDay, effects: [chance({ kind: 'tier_entered', tiers: ['gold'] })] },
    checkIn: { kind: 'check_in', on: everyDay, effects: [points({ kind: 'checked_in', day: 3, cycle: 7 }, 7)] },
    referral: {
      kind: 'referral',
      on: everyDay,
      effects: [
        points({ kind: 'referred', pays: 'registered', to: 'inviter' }, 10),
        points({ kind: 'referred', pays: 'ordered', to: 'inviter' }, 40),
        points({ kind: 'referred', pays: 'registered', to: 'invited' }, 5),
      ],
    },
    winBack: {
      kind: 'win_back',
      on: everyDay,
      effects: [
        coupon({ kind: 'asleep', days: 45 }),
        points({ kind: 'asleep', days: 90 }, 10, { total: budgets.wakings, perDay: budgets.wakingsADay }),
      ],
    },
    gift: { kind: 'gift_with_purchase', on: everyDay, effects: [goods({ ...order, least: 50_00 }, { perMember: 2 })] },
    sample: { kind: 'sample', on: everyDay, effects: [goods({ kind: 'claimed' }, { perMember: 1, total: budgets.samples })] },
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, { kind, on, effects, noticeDays = null }]) => [
      name,
      { kind, name: `示例${name}`, intro: '', noticeDays, terms: { schedule: { from: FIRST, until: LAST, on }, audience: {}, effects } },
    ]),
  )
}

type Person = {
  birthday: readonly [number, number] | null
  lastOrder: string | null
  spent: number
  bigOrders: number
  midOrders: number
  checkIns: Set<string>
  given: Set<string>
}

/** What is to come of the year, worked out beside the product: whom each occasion means on each date, and what else is to be given. */
export class YearBook {
  readonly people = new Map<string, Person>()
  /** What is to be given once for an occasion: campaign, effect, occasion, member and date. */
  readonly grants: string[] = []
  /** Who may be woken with points, where the budget lasts: member and last order. */
  readonly wakeable = new Set<string>()
  notices = 0
  readonly counts = { registered: 0, firstOrders: 0, upgrades: 0, rows: 0, invited: 0, invitedBuyers: 0, bigOrders: 0, gifts: 0 }
  private readonly invited = new Set<string>()

  /** Somebody who was there before the year, and what they had done. */
  add(code: string, birthday: Person['birthday'], lastOrder: string | null, spent: number): void {
    this.people.set(code, { birthday, lastOrder, spent, bigOrders: 0, midOrders: 0, checkIns: new Set(), given: new Set() })
  }

  register(code: string, by: string | null): void {
    this.add(code, null, null, 0)
    this.counts.registered++
    if (by === null) return
    this.counts.invited++
    this.invited.add(code)
  }

  order(code: string, day: string, amount: number): void {
    const one = this.people.get(code) as Person
    if (one.lastOrder === null) {
      this.counts.firstOrders++
      if (this.invited.has(code)) this.counts.invitedBuyers++
    }
    if (one.spent < 100_00 && one.spent + amount >= 100_00) this.counts.upgrades++
    if (amount >= 100_00) this.counts.bigOrders++
    if (amount >= 50_00 && one.midOrders++ < 2) this.counts.gifts++
    one.spent += amount
    one.lastOrder = day
  }

  checkIn(code: string, day: string): void {
    const { checkIns } = this.people.get(code) as Person
    checkIns.add(day)
    let row = 1
    while (checkIns.has(plus(day, -row))) row++
    if (((row - 1) % 7) + 1 === 3) this.counts.rows++
  }

  born(code: string, birthday: readonly [number, number]): void {
    const one = this.people.get(code) as Person
    one.birthday = birthday
  }

  /** What a morning brings to all who are there. */
  morning(day: string): void {
    const date = dateOf(day)
    if ([8, 18, 28].includes(dateOf(plus(day, 2))) && yearOf(plus(day, 2)) === yearOf(FIRST)) this.notices += this.people.size
    for (const [code, one] of this.people) {
      const give = (name: string, effect: number, occasion: string): void => {
        if (one.given.has(`${name} ${effect} ${occasion}`)) return
        one.given.add(`${name} ${effect} ${occasion}`)
        this.grants.push([name, effect, occasion, code, day].join(' '))
      }
      if (date === 8 || date === 18 || date === 28) give('memberDay', 1, day)
      if (isLastOfMonth(day)) give('monthEnd', 0, day)
      // Spring Festival of 2028 is on 26 January, Mid-Autumn on 3 October.
      if (day === '2028-01-25') give('spring', 0, day)
      if (day === '2028-10-03') give('autumn', 0, day)
      const { birthday, lastOrder } = one
      if (birthday !== null)
        for (const [name, window] of [
          ['birthdayDay', 'day'],
          ['birthdayWeek', 'week'],
          ['birthdayMonth', 'month'],
        ] as const)
          if (isAround(day, birthday, window)) give(name, 0, `birthday:${yearOf(day)}`)
      if (lastOrder !== null && lastOrder <= plus(day, -45)) give('winBack', 0, `asleep:${lastOrder}`)
      if (lastOrder !== null && lastOrder <= plus(day, -90)) this.wakeable.add(`${code} asleep:${lastOrder}`)
    }
  }
}

/** Numbers that look like chance and are the same each time. */
export function diceOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
