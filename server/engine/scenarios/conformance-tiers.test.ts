import { expect } from 'vitest'
import { isoOf } from '../calendar/day'
import { decideSpend } from '../evaluate'
import type { Validity } from '../ladder/ladder'
import { progressOf } from '../ladder/progress'
import type { StoredEventBody } from '../vocabulary'
import { type FieldCase, fieldCases, ofCheckout, ofPublishing, tell } from './conformance'
import { adjust, earning, FieldMember, type FieldTier, fieldProgram, order, refund } from './field'

/** How each example is told to the engine, by its id: `given`, `when` and `then` are the example's own. */
const tellings: Record<string, (told: FieldCase) => void> = {
  'TIER-01': ({
    given,
    when,
    then,
  }: {
    given: { tiers: FieldTier[] }
    when: Step[]
    then: { date: string; balance: number; tier: string }[]
  }) => {
    const member = new FieldMember(fieldProgram({ tiers: given.tiers, spec: { measure: 'points_balance', falls: 'at_once' } }))
    for (const [i, { date, earn, spend }] of when.entries()) {
      if (earn !== undefined) member.on(date, adjust(earn))
      if (spend !== undefined) member.on(date, spends(member, spend))
      expect({ date, balance: member.points, tier: member.tier }).toEqual(then[i])
    }
  },
  'TIER-02': ({ when, then }: { when: { start?: string; expiry?: string }[]; then: { valid_from: string; valid_through?: string }[] }) => {
    const ends: Record<string, Validity> = {
      'end of qualification period': { kind: 'period', period: 'month', downgrade: 'recalculate' },
      'end of next period': { kind: 'period', period: 'month', next: true, downgrade: 'recalculate' },
      'end of qualification period + 7 days': { kind: 'period', period: 'month', extraDays: 7, downgrade: 'recalculate' },
    }
    for (const [i, { start, expiry }] of when.entries()) {
      const member = new FieldMember(
        fieldProgram({
          tiers: [
            ['None', 0],
            ['Reached', 100],
          ],
          spec: {
            measure: 'points_earned',
            window: { kind: 'calendar_month' },
            validity: expiry === undefined ? { kind: 'forever' } : (ends[expiry] as Validity),
            ...(start === 'next period' ? { rises: { kind: 'next_period', period: 'month' } } : {}),
          },
          earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })],
        }),
      )
      member.on('2023-03-10', order('a', 100))
      if (start === 'next period') {
        expect(member.tier).toBe('None')
        member.at('2023-03-31')
        expect(member.tier).toBe('None')
        member.at('2023-04-01')
      }
      expect(member.tier).toBe('Reached')
      expect(isoOf(member.ladder.anchor as number).slice(5)).toBe(then[i]?.valid_from)
      const through = then[i]?.valid_through
      if (through === undefined) continue
      expect(isoOf(member.ladder.until as number).slice(5)).toBe(through)
      expect(member.at(`2023-${through}`).tier).toBe('Reached')
      expect(member.at(isoOf((member.ladder.until as number) + 1)).tier).toBe('None')
    }
  },
  'TIER-03': ({
    given,
    when,
    then,
  }: {
    given: { tiers: FieldTier[] }
    when: { spent_before: number; order: number }[]
    then: string[]
  }) => {
    const got = when.map(({ spent_before, order: units }) => {
      const member = new FieldMember(fieldProgram({ tiers: minor(given.tiers) }))
      if (spent_before > 0) member.on('2024-01-01', order('before', spent_before))
      member.on('2024-01-02', order('now', units))
      return member.tier
    })
    expect(got).toEqual(then)
  },
  'TIER-05': ({ given }: { given: { tiers: FieldTier[]; entered_bronze: string } }) => {
    const bronze = () => {
      const member = new FieldMember(
        fieldProgram({
          tiers: minor(given.tiers),
          spec: {
            window: { kind: 'tier_period' },
            validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
            retention: { measure: 'net_spend', window: { kind: 'tier_period' } },
          },
        }),
      )
      member.on(given.entered_bronze, order('entry', 200))
      expect(member.tier).toBe('Bronze')
      return member
    }
    const renewed = bronze()
    renewed.on('2024-06-01', order('a', 200))
    expect(renewed.at('2025-01-02').tier).toBe('Bronze')
    expect(isoOf(renewed.ladder.until as number)).toBe('2026-01-01')
    const lost = bronze()
    lost.on('2024-06-01', order('a', 199))
    expect(lost.at('2025-01-01').tier).toBe('Bronze')
    expect(lost.at('2025-01-02').tier).toBe('Member')
    const raised = bronze()
    raised.on('2024-11-15', order('a', 500))
    expect(raised.tier).toBe('Silver')
    expect(isoOf(raised.ladder.until as number)).toBe('2025-11-15')
  },
  'TIER-07': ({
    given,
    when,
    then,
  }: {
    given: { window_days: number; tiers: FieldTier[] }
    when: { current: string; spend_in_window: number }
    then: { tier: string }
  }) => {
    const member = new FieldMember(
      fieldProgram({
        tiers: minor(given.tiers),
        spec: {
          window: { kind: 'rolling_days', days: given.window_days },
          validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
        },
      }),
    )
    // 6,500 of goods, 500 of them by coupon, and shipping: 6,000 count, of which 3,000 come back.
    member.on('2023-01-01', {
      type: 'order.paid',
      channel: 'c',
      order_no: 'a',
      lines: [{ quantity: 1, amount: 6_500_00 }],
      discounts: [{ amount: 500_00 }],
      shipping: 20_00,
    })
    member.on('2023-02-01', refund('a', 3_000))
    expect(member.tier).toBe(when.current)
    expect(member.state.history.spend).toBe(when.spend_in_window * 100)
    expect(member.at('2024-01-01').tier).toBe(when.current)
    expect(member.at('2024-01-02').tier).toBe(then.tier)
  },
  'TIER-09': ({
    given,
    when,
    then,
  }: {
    given: { tiers: FieldTier[] }
    when: { event: string; yuan?: number }[]
    then: { growth: number; tier: string }[]
  }) => {
    const member = new FieldMember(
      fieldProgram({
        tiers: given.tiers,
        spec: { measure: 'growth', falls: 'at_once' },
        growthRules: [
          { id: 'join', ladderId: 'ladder', name: 'join', spec: { trigger: 'member.registered', reward: { kind: 'flat', growth: 100 } } },
          {
            id: 'spend',
            ladderId: 'ladder',
            name: 'spend',
            spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 100 } },
          },
        ],
      }),
    )
    const bodies: Record<string, (yuan: number) => StoredEventBody> = {
      register: () => ({ type: 'member.registered' }),
      pay: (yuan) => order('a', yuan),
      refund: (yuan) => refund('a', yuan),
    }
    for (const [i, { event, yuan = 0 }] of when.entries()) {
      member.on('2024-01-01', bodies[event]?.(yuan) as StoredEventBody)
      expect({ growth: member.ladder.growth, tier: member.tier }).toEqual(then[i])
    }
  },
  'TIER-11': ({
    given,
    when,
    then,
  }: {
    given: { tiers: FieldTier[] }
    when: { active: number; pending?: number; negative?: number }[]
    then: string[]
  }) => {
    const tiers = given.tiers.map(([name, threshold]): FieldTier => [name, threshold])
    for (const [i, { active, pending = 0, negative = 0 }] of when.entries()) {
      const member = new FieldMember(
        fieldProgram({
          tiers,
          spec: { measure: 'points_balance' },
          earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })],
          points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000, pending: { from: 'payment', days: 30 } },
        }),
      )
      if (negative < 0) {
        // Points of an order that were spent before it came back: what is owed is settled by whatever comes next.
        member.on('2023-01-01', order('owed', -negative))
        member.at('2023-02-01').on('2023-02-01', spends(member, -negative))
        member.on('2023-02-02', refund('owed'))
        expect(member.state.standing.debt).toBe(negative)
      }
      member.on('2024-01-01', adjust(active - negative))
      if (pending > 0) member.on('2024-01-01', order('a', pending))
      expect([member.active, member.pending, member.tier]).toEqual([active, pending, then[i]])
    }
    const below = new FieldMember(fieldProgram({ tiers, spec: { measure: 'points_balance' } }))
    below.on('2024-01-01', adjust(99))
    expect(below.tier).toBeNull()
  },
  'TIER-13': ({
    given,
    then,
  }: {
    given: { tier_requires: { spend_eur: number }; member: { points: number; spend_eur: number } }
    then: { tier: string }
  }) => {
    const member = new FieldMember(fieldProgram({ tiers: minor([['Reached', given.tier_requires.spend_eur]]) }))
    member.on('2024-01-01', adjust(given.member.points))
    member.on('2024-01-01', order('a', given.member.spend_eur))
    expect(member.tier === null ? 'not reached' : member.tier).toBe(then.tier)
    const progress = progressOf(member.program.primary, member.state, member.state.day)
    expect([progress.measured, progress.next?.threshold]).toEqual([given.member.spend_eur * 100, given.tier_requires.spend_eur * 100])
  },
  'TIER-14': ({
    given,
    then,
  }: {
    given: { tiers: FieldTier[]; member: { lifetime_spend: number; manual_tier: string } }
    then: { tier: string }[]
  }) => {
    const promoted = (locked: boolean) => {
      const member = new FieldMember(fieldProgram({ tiers: minor(given.tiers) }))
      member.on('2024-01-01', order('a', given.member.lifetime_spend))
      member.on('2024-01-02', {
        type: 'tier.set',
        ladder: 'ladder',
        tier: given.member.manual_tier,
        until: null,
        locked,
        reason: 'example',
      })
      return member
    }
    const member = promoted(false)
    expect(then[0]?.tier.startsWith(member.tier as string)).toBe(true)
    expect(member.at('2024-02-01').tier).toBe(given.member.manual_tier)
    member.on('2024-02-02', order('b', 10))
    expect(member.tier).toBe(then[1]?.tier)
    const locked = promoted(true)
    locked.on('2024-02-02', order('b', 10))
    expect(locked.tier).toBe(given.member.manual_tier)
  },
}

type Step = { date: string; earn?: number; spend?: number }

const minor = (tiers: readonly FieldTier[]): FieldTier[] => tiers.map(([name, units]) => [name, units === null ? null : units * 100])

const spends = (member: FieldMember, amount: number): StoredEventBody => {
  const taken = decideSpend(member.state, amount)
  if (taken === null) throw new Error('more than there is')
  return { type: 'points.spent', amount, reason: 'example', taken }
}

tell(
  fieldCases.filter(({ id }) => id.startsWith('TIER') && !ofCheckout(id) && !ofPublishing(id)),
  tellings,
)
