import { expect, test } from 'vitest'
import { gym } from '@/server/program/templates/gym'
import { retail } from '@/server/program/templates/retail'
import { dayOf } from '../calendar/day'
import type { Condition } from '../condition/condition'
import type { ProgramDocument } from './document'
import { lintProgram } from './lint'
import { namesAlong, readDocument } from './problem'

const terms = { language: 'zh', currency: 'CNY', timeZone: 'Asia/Shanghai' } as const
const around = { stores: new Set(['s1']), today: dayOf('2026-07-01') }

type Spoil = (document: ProgramDocument) => void
const when =
  (condition: Condition, trigger: 'order.paid' | 'member.checked_in' = 'order.paid'): Spoil =>
  (document) => {
    document.earningRules = [{ id: 'r', name: '规则', spec: { trigger, when: condition, reward: { kind: 'flat', points: 1 } } }]
  }
const tier = (document: ProgramDocument, place: number) => {
  const found = document.ladders[0]?.tiers[place]
  if (!found) throw new Error('the template has three tiers')
  return found
}

test.each<[string, Spoil, string, string]>([
  [
    'a threshold equal to the one below',
    (d) => {
      tier(d, 2).threshold = 3
    },
    'tier.not_rising',
    'ladders.0.tiers.2.threshold',
  ],
  [
    'thresholds upside down',
    (d) => {
      tier(d, 1).threshold = 20
    },
    'tier.not_rising',
    'ladders.0.tiers.2.threshold',
  ],
  [
    'a base tier that asks for something',
    (d) => {
      tier(d, 0).threshold = 1
    },
    'tier.no_base',
    'ladders.0.tiers.0.threshold',
  ],
  [
    'two tiers of one code',
    (d) => {
      tier(d, 2).code = 'new'
    },
    'tier.code_taken',
    'ladders.0.tiers.2.code',
  ],
  [
    'two tiers of one name',
    (d) => {
      tier(d, 2).name = '活跃'
    },
    'tier.name_taken',
    'ladders.0.tiers.2.name',
  ],
  [
    'a bonus that falls on the way up',
    (d) => {
      tier(d, 2).bonusBps = 500
    },
    'tier.bonus_falls',
    'ladders.0.tiers.2.bonusBps',
  ],
  [
    'a bonus beyond the cap',
    (d) => {
      d.points.bonusCapBps = 12_000
    },
    'points.bonus_beyond_cap',
    'ladders.0.tiers.2.bonusBps',
  ],
  [
    'points that are gone on the day',
    (d) => {
      d.points.expiry = { kind: 'rolling', unit: 'days', count: 0 }
    },
    'points.gone_at_once',
    'points.expiry',
  ],
  [
    'no way to earn',
    (d) => {
      d.earningRules = []
    },
    'program.no_earning_rule',
    'earningRules',
  ],
  [
    'a ladder that is not the main one',
    (d) => {
      for (const l of d.ladders) l.primary = false
    },
    'ladder.one_primary',
    'ladders',
  ],
  [
    'one id for two things',
    (d) => {
      tier(d, 1).id = tier(d, 0).id
    },
    'program.id_twice',
    'ladders.0.tiers.1',
  ],
  [
    'growth that decides nothing',
    (d) => {
      d.growthRules = gym(terms).growthRules.map((r) => ({ ...r, ladderId: d.ladders[0]?.id ?? '' }))
    },
    'growth_rule.unused',
    'growthRules.0',
  ],
  [
    'growth for a ladder that is not there',
    (d) => {
      d.growthRules = gym(terms).growthRules
    },
    'growth_rule.unknown_ladder',
    'growthRules.0.ladderId',
  ],
  [
    'growth that nobody can gain',
    (d) => {
      for (const l of d.ladders) l.spec.measure = 'growth'
    },
    'ladder.no_growth_rule',
    'ladders.0.spec.measure',
  ],
  [
    'a tier that is gone',
    when({ fact: 'member.tier', operator: 'in', value: ['gone'] }),
    'condition.unknown_tier',
    'earningRules.0.spec.when',
  ],
  [
    'a store that is unknown',
    when({ fact: 'order.store', operator: 'eq', value: 's2' }),
    'condition.unknown_store',
    'earningRules.0.spec.when',
  ],
  [
    'an eighth day of the week',
    when({ fact: 'event.weekday', operator: 'in', value: ['8'] }),
    'condition.wrong_value',
    'earningRules.0.spec.when',
  ],
  [
    'an order asked of a check-in',
    when({ fact: 'order.amount', operator: 'gte', value: 1 }, 'member.checked_in'),
    'condition.needs_order',
    'earningRules.0.spec.when',
  ],
  [
    'from 500 and below 300',
    when({
      all: [
        { fact: 'order.amount', operator: 'gte', value: 500 },
        { fact: 'order.amount', operator: 'lt', value: 300 },
      ],
    }),
    'condition.never_true',
    'earningRules.0.spec.when',
  ],
  [
    'Monday and not Monday',
    when({
      all: [
        { fact: 'event.weekday', operator: 'in', value: ['1'] },
        { fact: 'event.weekday', operator: 'not_in', value: ['1', '2'] },
      ],
    }),
    'condition.never_true',
    'earningRules.0.spec.when',
  ],
])('it finds %s', (_name, spoil, code, place) => {
  const document = structuredClone(retail(terms))
  spoil(document)
  expect(lintProgram(document, around).map((p) => `${p.code} ${p.place.join('.')}`)).toContain(`${code} ${place}`)
})

test.each<[string, Condition]>([
  [
    'a range that holds one amount',
    {
      all: [
        { fact: 'order.amount', operator: 'gte', value: 300 },
        { fact: 'order.amount', operator: 'lte', value: 300 },
      ],
    },
  ],
  [
    'alternatives of which one can hold',
    {
      any: [
        {
          all: [
            { fact: 'order.amount', operator: 'gt', value: 5 },
            { fact: 'order.amount', operator: 'lt', value: 5 },
          ],
        },
        { fact: 'order.store', operator: 'eq', value: 's1' },
      ],
    },
  ],
  ['a store that is known', { fact: 'order.store', operator: 'in', value: ['s1'] }],
])('it finds nothing wrong with %s', (_name, condition) => {
  const document = structuredClone(retail(terms))
  when(condition)(document)
  expect(lintProgram(document, around)).toEqual([])
})

test('a problem is placed by the names the merchant gave', () => {
  const document = retail(terms)
  expect(namesAlong(document, ['ladders', 0, 'tiers', 1, 'threshold'])).toEqual(['会员等级', '活跃'])
})

test.each<[string, unknown, string]>([
  ['nothing at all', null, 'shape.wrong_type '],
  ['an empty object', {}, 'shape.missing semantics'],
  [
    'an unknown fact',
    {
      ...retail(terms),
      earningRules: [
        {
          id: 'r',
          name: 'r',
          spec: { trigger: 'order.paid', when: { fact: 'moon', operator: 'eq', value: 'full' }, reward: { kind: 'flat', points: 1 } },
        },
      ],
    },
    'condition.unknown_fact earningRules.0.spec.when',
  ],
  [
    'a rate for joining',
    {
      ...retail(terms),
      earningRules: [{ id: 'r', name: 'r', spec: { trigger: 'member.registered', reward: { kind: 'rate', points: 1, per: 1 } } }],
    },
    'rule.rate_needs_order earningRules.0.spec.reward',
  ],
])('a file is read place by place: %s', (_name, value, expected) => {
  const { problems } = readDocument(value)
  expect(problems.map((p) => `${p.code} ${p.place.join('.')}`)).toContain(expected)
})
