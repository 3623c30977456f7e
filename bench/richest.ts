import { randomUUID } from 'node:crypto'
import type { Condition } from '@/server/engine/condition/condition'
import type { EarningRuleSpec } from '@/server/engine/points/earning-rule'
import type { ProgramDocument } from '@/server/engine/program/document'
import { templates } from '@/server/program/templates/catalogue'
import type { TemplateTerms } from '@/server/program/templates/terms'

/**
 * A program as full as merchants make them: two ladders with windows, retention and days of grace, growth tasks with
 * weights, sixteen earning rules with conditions over stretches of time, scopes, caps and multipliers, points that wait.
 * Ids are as long as they are in truth, for traces carry them.
 */
export function richest(terms: TemplateTerms): ProgramDocument {
  const base = templates.gym(terms)
  const [ladder] = base.ladders
  if (!ladder) throw new Error('the template has a ladder')
  const id = () => randomUUID()
  const tiers = ladder.tiers.map((tier) => ({ ...tier, id: id() }))
  const ids = tiers.map((tier) => tier.id)
  const high = ids.slice(1)
  const rule = (spec: Partial<EarningRuleSpec> & Pick<EarningRuleSpec, 'reward'>) => ({
    id: id(),
    name: 'rule',
    spec: { trigger: 'order.paid' as const, ...spec },
  })
  const lately = (least: number, days: number): Condition => ({
    fact: 'member.net_spend',
    operator: 'gte',
    value: least,
    window: { kind: 'rolling_days', days },
  })
  const first = { ...ladder, id: id(), tiers }
  return {
    ...base,
    ladders: [
      {
        ...first,
        spec: {
          measure: 'growth',
          window: { kind: 'rolling_days', days: 365 },
          validity: { kind: 'months', months: 12, downgrade: 'one_level', graceDays: 30 },
          retention: { measure: 'net_spend', window: { kind: 'tier_period' } },
          notices: [30, 7],
        },
        tiers: tiers.map((tier, rank) => (rank === 2 ? { ...tier, keep: { minimum: 50_000 }, entryPoints: 200 } : tier)),
      },
      {
        ...first,
        id: id(),
        primary: false,
        name: 'second',
        spec: {
          measure: 'active_days',
          window: { kind: 'calendar_year' },
          validity: { kind: 'period', period: 'year', next: true, downgrade: 'recalculate' },
        },
        tiers: tiers.map((tier, rank) => ({ ...tier, id: id(), code: `s${rank}`, threshold: rank * 4, bonusBps: 0 })),
      },
    ],
    growthRules: [
      { trigger: 'order.paid' as const, reward: { kind: 'rate' as const, growth: 1, per: 100 }, weightBps: 8_000, caps: { perDay: 2_000 } },
      {
        trigger: 'order.paid' as const,
        reward: { kind: 'flat' as const, growth: 20 },
        when: { fact: 'order.amount', operator: 'gte' as const, value: 20_000 },
      },
      { trigger: 'member.checked_in' as const, reward: { kind: 'flat' as const, growth: 5 } },
    ].map((spec) => ({ id: id(), ladderId: first.id, name: 'task', spec })),
    earningRules: [
      rule({ reward: { kind: 'rate', points: 1, per: 100 }, caps: { perDay: 5_000, perMonth: 50_000 } }),
      rule({
        reward: { kind: 'rate', points: 2, per: 100, byTier: [{ tierId: high[0] as string, units: 3 }] },
        when: {
          all: [
            { fact: 'order.amount', operator: 'gte', value: 20_000 },
            { fact: 'member.tier', operator: 'in', value: high },
          ],
        },
        caps: { perDay: 500 },
      }),
      rule({
        reward: { kind: 'rate', points: 1, per: 1_000, mode: 'full_step' },
        lines: { fact: 'line.category', operator: 'in', value: ['tea'] },
      }),
      rule({ reward: { kind: 'multiplier', factorBps: 20_000 }, when: { fact: 'event.weekday', operator: 'in', value: ['2'] } }),
      rule({ reward: { kind: 'multiplier', factorBps: 15_000 }, when: { fact: 'event.is_birthday_month', operator: 'eq', value: 'yes' } }),
      rule({
        reward: { kind: 'flat', points: 50 },
        when: { all: [lately(100_000, 90), { fact: 'order.amount', operator: 'gte', value: 50_000 }] },
      }),
      rule({ reward: { kind: 'flat', points: 20 }, when: { fact: 'member.order_count', operator: 'eq', value: 0 } }),
      rule({
        reward: { kind: 'flat', points: 10 },
        when: {
          any: [lately(500_000, 365), { fact: 'member.active_days', operator: 'gte', value: 10, window: { kind: 'calendar_month' } }],
        },
      }),
      rule({ reward: { kind: 'per_item', points: 2 }, caps: { perOrder: 40 } }),
      rule({
        reward: { kind: 'flat', points: 30 },
        when: { fact: 'member.days_since_last_order', operator: 'gte', value: 60 },
        caps: { lifetime: 90 },
      }),
      rule({ trigger: 'member.registered', reward: { kind: 'flat', points: 100 } }),
      rule({ trigger: 'member.checked_in', reward: { kind: 'flat', points: 5 }, caps: { perMonth: 100 } }),
      rule({ trigger: 'member.shared', reward: { kind: 'flat', points: 5 }, caps: { perDay: 10 } }),
      rule({ trigger: 'member.reviewed', reward: { kind: 'flat', points: 10 } }),
      rule({ trigger: 'member.referred', reward: { kind: 'flat', points: 100 } }),
      rule({ trigger: 'member.birthday', reward: { kind: 'flat', points: 88 } }),
    ],
    points: {
      expiry: { kind: 'rolling', unit: 'months', count: 12, roundUp: 'month' },
      clawback: 'allow_debt',
      bonusCapBps: 50_000,
      pending: { from: 'payment', days: 7 },
      reminders: [30, 7, 1],
    },
  }
}
