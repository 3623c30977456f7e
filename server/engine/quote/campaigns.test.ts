import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Benefit } from '../benefit/benefit'
import { dayOf } from '../calendar/day'
import type { Gives } from '../campaign/campaign'
import { Effect } from '../campaign/campaign'
import { effectOf, ORDER, type Running, running } from '../scenarios/running'
import { held, type Line, pricing, quoted, shopper, TODAY, terms } from '../scenarios/shopping'
import type { Buyer } from './pricing'

const grant = (kind: Benefit['kind'], grants: Benefit['spec']['grants']): Benefit => ({
  id: kind,
  kind,
  name: null,
  spec: { icon: 'tag', intro: '', grants },
})
const member = [grant('member_price', [{ to: { tier: 'Member' }, terms: { offBps: 1_000 } }])]
const off = (offBps: number, more: Partial<Extract<Gives, { kind: 'discount' }>> = {}): Gives => ({ kind: 'discount', offBps, ...more })
const withCampaigns = (buyer: Buyer, ...all: Running[]): Buyer => ({ ...buyer, campaigns: running(...all) })

describe('the price of a line with campaigns', () => {
  test.each<[string, Gives[], Line, Partial<Record<'activity' | 'limited' | 'member', number>>]>([
    ['so much off for a time', [off(2_000)], { amount: 1_000 }, { limited: 200 }],
    ['of what the activity price leaves', [off(2_000)], { amount: 1_000, activity_amount: 800 }, { activity: 200, limited: 160 }],
    ['rounded half up', [off(1_250)], { amount: 1_004 }, { limited: 126 }],
    ['the lower of it and the shop’s own', [off(2_000)], { amount: 1_000, limited_amount: 700 }, { limited: 300 }],
    ['the better of it and the member price', [off(500)], { amount: 1_000 }, { member: 100 }],
    ['everybody’s where both are the same', [off(1_000)], { amount: 1_000 }, { limited: 100 }],
    ['the best of several', [off(1_100), off(3_000), off(2_000)], { amount: 1_000 }, { limited: 300 }],
    ['its own goods only', [off(2_000, { scope: { categories: ['tea'] } })], { amount: 1_000, category: 'cups' }, { member: 100 }],
    ['a member price of a campaign', [{ kind: 'member_price', offBps: 3_000 }], { amount: 1_000 }, { member: 300 }],
    ['everything', [off(10_000)], { amount: 1_000 }, { limited: 1_000 }],
    ['none for goods handed back', [off(2_000)], { amount: -1_000 }, {}],
  ])('%s', (_name, gives, line, expected) => {
    const effects = gives.map((one) => effectOf(one))
    for (const effect of effects) expect(Effect.safeParse(effect).success, 'it can be stored').toBe(true)
    const [priced] = quoted(pricing({}, { benefits: member }), withCampaigns(shopper(), { effects }), [line]).lines
    const { activity, limited, member: byMembership } = priced ?? {}
    expect({ activity, limited, member: byMembership }).toEqual({ activity: 0, limited: 0, member: 0, ...expected })
  })

  test('a member price of a campaign is for members without the benefit too, and says nothing of the shop’s own', () => {
    const buyer = withCampaigns(shopper([], 0, null), { effects: [effectOf({ kind: 'member_price', offBps: 1_000 })] })
    expect(quoted(pricing({}, { benefits: member }), buyer, [{ amount: 1_000, member_amount: 500 }]).payable).toBe(900)
  })

  test('each line says by which campaign it is cheaper, and a campaign that is not better says so', () => {
    const buyer = withCampaigns(
      shopper(),
      { id: 'tea', effects: [effectOf(off(2_000, { scope: { categories: ['tea'] } }))] },
      { id: 'all', effects: [effectOf(off(1_500)), effectOf(off(500))] },
      { id: 'cake', effects: [effectOf(off(5_000, { scope: { categories: ['cake'] } }))] },
    )
    const answer = quoted(pricing(), buyer, [
      { amount: 1_000, category: 'tea' },
      { amount: 2_000, category: 'cups' },
    ])
    expect(answer.campaigns).toEqual([
      { effect: 'campaign:tea:0', applied: true, off: 200, split: [200, 0] },
      { effect: 'campaign:all:0', applied: true, off: 300, split: [0, 300] },
      { effect: 'campaign:all:1', applied: false, because: 'not_better' },
      { effect: 'campaign:cake:0', applied: false, because: 'no_goods' },
    ])
    expect(answer.cascade[1]).toEqual({ stage: 'price', off: 500, left: 2_500 })
  })

  test.each<[string, Running, Partial<Buyer>, unknown]>([
    ['another store', { audience: { stores: ['s'] } }, {}, { because: 'other_store' }],
    ['its store', { audience: { stores: ['s'] } }, { store: 's' }, null],
    ['another channel', { audience: { channels: ['app'] } }, {}, { because: 'other_channel' }],
    ['another tier', { audience: { tiers: ['Gold'] } }, {}, { because: 'other_tier' }],
    ['its tier', { audience: { tiers: ['Member'] } }, {}, null],
    [
      'a condition that is not met',
      { audience: { when: { fact: 'member.points_balance', operator: 'gte', value: 100 } } },
      {},
      { because: 'other_member' },
    ],
    ['a least amount just reached', { effects: [effectOf(off(1_000), { ...ORDER, least: 900 })] }, {}, null],
    ['a least amount just missed', { effects: [effectOf(off(1_000), { ...ORDER, least: 901 })] }, {}, { because: 'too_small', detail: 1 }],
    ['a birthday that is not known', { effects: [effectOf(off(1_000), { ...ORDER, birthday: 'month' })] }, {}, { because: 'not_birthday' }],
    ['the first order', { effects: [effectOf(off(1_000), { ...ORDER, first: true })] }, {}, null],
  ])('it is asked for whom and where it is: %s', (_name, terms, more, expected) => {
    const buyer = { ...withCampaigns(shopper(), { effects: [effectOf(off(1_000))], ...terms }), ...more }
    const answer = quoted(pricing(), buyer, [{ amount: 1_000, activity_amount: 900 }])
    expect(answer.payable).toBe(expected === null ? 810 : 900)
    const [outcome] = answer.campaigns ?? []
    expect(outcome).toMatchObject(expected === null ? { applied: true, off: 90 } : { applied: false, ...(expected as object) })
  })

  test('one that is not on just now is not asked at all', () => {
    const at = dayOf('2024-06-01') * 86_400_000
    for (const terms of [
      { schedule: { from: '2024-06-02', on: { kind: 'every_day' as const } } },
      { spans: [{ from: at + 1, until: null, began: 1, stopped: null }] },
      { spans: [{ from: 0, until: at, began: 1, stopped: 2 }] },
    ]) {
      const answer = quoted(pricing(), withCampaigns(shopper(), { effects: [effectOf(off(1_000))], ...terms }), [{ amount: 1_000 }])
      expect([answer.payable, answer.campaigns ?? []]).toEqual([1_000, []])
    }
  })
})

describe('free shipping by a campaign', () => {
  const free = (least: number) => effectOf({ kind: 'free_shipping', least })
  const cart = (buyer: Buyer, amount: number, shipping: number, program = pricing()) =>
    quoted(program, buyer, [{ amount }], {}, { shipping })
  test.each<[string, number[], number, number, string | null, unknown[]]>([
    ['from so much on', [5_000], 5_000, 800, 'campaign', [{ applied: true, off: 800 }]],
    ['below', [5_000], 4_999, 800, null, [{ applied: false, because: 'below', detail: 1 }]],
    ['the lowest of several', [5_000, 3_000], 4_000, 800, 'campaign', [{ applied: true }, { because: 'below', detail: 1_000 }]],
    ['one is enough', [5_000, 3_000], 6_000, 800, 'campaign', [{ applied: true }, { because: 'not_better' }]],
    ['nothing to pay anyway', [0], 4_000, 0, null, [{ because: 'no_shipping' }]],
  ])('%s', (_name, leasts, amount, shipping, by, outcomes) => {
    const answer = cart(withCampaigns(shopper(), { effects: leasts.map(free) }), amount, shipping)
    expect(answer.shipping.free).toBe(by)
    expect(answer.shipping.payable).toBe(by === null ? shipping : 0)
    expect(answer.campaigns).toMatchObject(outcomes)
  })

  test('a benefit that makes it free already is named, and coupons read what is left', () => {
    const benefits = [grant('free_shipping', [{ to: { tier: 'Member' }, terms: { least: 1_000 } }])]
    const answer = cart(withCampaigns(shopper(), { effects: [free(0)] }), 1_000, 800, pricing({}, { benefits }))
    expect(answer.shipping.free).toBe('benefit')
    expect(answer.campaigns).toMatchObject([{ applied: false, because: 'not_better' }])
    const coupon = held('k', terms({ kind: 'fixed', off: 600 }))
    const below = quoted(
      pricing(),
      withCampaigns(shopper([coupon]), { effects: [free(5_000)] }),
      [{ amount: 5_000 }],
      {},
      { shipping: 500 },
    )
    expect([below.payable, below.shipping.free]).toEqual([4_900, null])
  })
})

describe('what campaigns bring with an order', () => {
  const bag: Gives = { kind: 'goods', name: '帆布袋', count: 1 }
  test('a gift with purchase from what is paid once everything is taken off', () => {
    const program = pricing()
    const effects = [
      effectOf(bag, { ...ORDER, least: 5_000 }),
      effectOf({ kind: 'points_bonus', bps: 10_000 }, ORDER, { perMemberDay: 500, total: 9_000 }),
    ]
    const coupon = held('k', terms({ kind: 'fixed', off: 1 }))
    const at = (amount: number) => quoted(program, withCampaigns(shopper([coupon]), { effects }), [{ amount }])
    const bonus = { effect: 'campaign:c:1', gives: effects[1]?.gives, most: 500, whileItLasts: true }
    expect(at(5_001).brings).toEqual([{ effect: 'campaign:c:0', gives: bag, whileItLasts: false }, bonus])
    expect(at(5_000).brings).toEqual([bonus])
    expect(at(5_000).campaigns).toEqual([{ effect: 'campaign:c:0', applied: false, because: 'too_small', detail: 1 }])
  })

  test('what a member had as often as there is for one is not brought again', () => {
    const buyer = withCampaigns(shopper(), { effects: [effectOf(bag, ORDER, { perMember: 1 })] })
    buyer.state.standing.given['campaign:c:0'] = [TODAY - 40, 1, 1, 1]
    const answer = quoted(pricing(), buyer, [{ amount: 100 }])
    expect([answer.brings, answer.campaigns]).toEqual([undefined, [{ effect: 'campaign:c:0', applied: false, because: 'lifetime_cap' }]])
  })

  test('a bonus for other goods is none here, and the first order of who was invited brings what it promises', () => {
    const scoped: Gives = { kind: 'points_bonus', bps: 10_000, scope: { categories: ['tea'] } }
    const welcome = effectOf(
      { kind: 'coupons', coupons: [{ template: 't', count: 1 }] },
      { kind: 'referred', pays: 'ordered', to: 'invited' },
    )
    const buyer = withCampaigns(shopper(), { effects: [effectOf(scoped), welcome] })
    expect(quoted(pricing(), buyer, [{ amount: 100, category: 'cups' }])).toMatchObject({
      campaigns: [{ effect: 'campaign:c:0', applied: false, because: 'no_goods' }],
    })
    buyer.state.history.invited = true
    expect(quoted(pricing(), buyer, [{ amount: 100, category: 'tea' }]).brings?.map(({ effect }) => effect)).toEqual([
      'campaign:c:0',
      'campaign:c:1',
    ])
  })
})

test('where no campaign is about orders a quote is what it was without any', () => {
  const line = { amount: 1_000 }
  const plain = quoted(pricing(), shopper(), [line])
  const other = withCampaigns(shopper(), { effects: [effectOf({ kind: 'points', points: 5 }, { kind: 'registered' })] })
  expect(quoted(pricing(), other, [line])).toEqual(plain)
})

test('campaigns never make a line dearer, sums hold, and the order of lines changes nothing', () => {
  const lines = fc.array(
    fc.record({
      amount: fc.integer({ min: 0, max: 100_000 }),
      category: fc.constantFrom('tea', 'cups'),
      quantity: fc.integer({ min: 1, max: 5 }),
      limited_amount: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
      member_amount: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  const price = fc.record({
    kind: fc.constantFrom('discount' as const, 'member_price' as const),
    offBps: fc.integer({ min: 1, max: 10_000 }),
    scope: fc.option(fc.record({ categories: fc.constant<string[]>(['tea']) }), { nil: undefined }),
  })
  const program = pricing({}, { benefits: member })
  fc.assert(
    fc.property(lines, fc.array(price, { minLength: 1, maxLength: 4 }), (cart, prices) => {
      const buyer = withCampaigns(shopper(), {
        effects: prices.map(({ scope, ...gives }) => effectOf(scope === undefined ? (gives as Gives) : ({ ...gives, scope } as Gives))),
      })
      const named = cart.map((line, i) => ({ ...line, line: `l${i}` }))
      const [plain, answer] = [quoted(program, shopper(), named), quoted(program, buyer, named)]
      for (const [i, line] of answer.lines.entries()) expect(line.payable).toBeLessThanOrEqual(plain.lines[i]?.payable as number)
      const applied = (answer.campaigns ?? []).flatMap((one) => (one.applied ? [one] : []))
      for (const one of applied) expect(one.split.reduce((a, b) => a + b, 0)).toBe(one.off)
      const { limited, member: byMembership } = answer.discounts
      expect(applied.reduce((sum, one) => sum + one.off, 0)).toBeLessThanOrEqual(limited + byMembership)
      const turned = quoted(program, buyer, [...named].reverse())
      expect(turned.payable).toBe(answer.payable)
      expect([...turned.lines].reverse()).toEqual(answer.lines)
    }),
  )
})
