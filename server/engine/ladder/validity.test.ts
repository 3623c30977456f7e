import { describe, expect, test } from 'vitest'
import { isoOf } from '../calendar/day'
import type { GrowthRule } from '../growth/growth-rule'
import { type FieldTier, order, refund } from '../scenarios/field'
import { bought, member, type Story, tellAll } from '../scenarios/tell-tiers'
import type { StoredEventBody } from '../vocabulary'
import type { LadderSpec, Validity } from './ladder'

describe('the end of a validity', () => {
  const held = (downgrade: 'recalculate' | 'one_level' | 'base' | 'never', graceDays?: number): Validity => ({
    kind: 'days',
    days: 10,
    downgrade,
    ...(graceDays === undefined ? {} : { graceDays }),
  })
  const window = { kind: 'rolling_days', days: 5 } as const
  const gold = bought('2024-01-01', 500)
  const flatGrowth = (trigger: 'order.paid' | 'order.completed', growth: number): GrowthRule => ({
    id: trigger,
    ladderId: 'ladder',
    name: trigger,
    spec: { trigger, reward: { kind: 'flat', growth } },
  })
  test.each<[string, Partial<LadderSpec>, Story]>([
    [
      'recalculate: to what is earned then',
      { validity: held('recalculate'), window },
      [
        [gold, bought('2024-01-09', 100)],
        [
          ['2024-01-11', 'Gold'],
          ['2024-01-12', 'Silver'],
        ],
      ],
    ],
    [
      'one level',
      { validity: held('one_level'), window },
      [
        [gold],
        [
          ['2024-01-11', 'Gold'],
          ['2024-01-12', 'Silver'],
          ['2024-01-22', 'Silver'],
          ['2024-01-23', 'Base'],
        ],
      ],
    ],
    ['to the base', { validity: held('base'), window }, [[gold], [['2024-01-12', 'Base']]]],
    ['never', { validity: held('never'), window }, [[gold], [['2024-03-01', 'Gold']]]],
    ['for ever', { validity: { kind: 'forever' }, window }, [[gold], [['2024-03-01', 'Gold']]]],
    [
      'days of grace, and not kept',
      { validity: held('base', 3), window },
      [
        [gold],
        [
          ['2024-01-14', 'Gold'],
          ['2024-01-15', 'Base'],
        ],
      ],
    ],
    [
      'kept in its days of grace',
      { validity: held('base', 3), window },
      [
        [gold, bought('2024-01-13', 500)],
        [
          ['2024-01-15', 'Gold'],
          ['2024-01-21', 'Gold'],
          ['2024-01-25', 'Base'],
        ],
      ],
    ],
    [
      'one level by lifetime spend: it does not rise again by itself, and does with the next order',
      { validity: held('one_level'), retention: { measure: 'net_spend', window: { kind: 'tier_period' } } },
      [
        [gold, bought('2024-01-20', 1)],
        [
          ['2024-01-12', 'Silver'],
          ['2024-01-20', 'Silver'],
          ['2024-01-21', 'Gold'],
        ],
      ],
    ],
  ])('%s', (_, spec, story) => tellAll(member(spec), story))

  test('a tier that is kept by less than what reaches it', () => {
    const keeping: FieldTier[] = [
      ['Base', 0],
      ['Gold', 500_00, { keep: { minimum: 50_00 } }],
    ]
    const spec: Partial<LadderSpec> = {
      validity: held('base'),
      window,
      retention: { measure: 'net_spend', window: { kind: 'tier_period' } },
    }
    tellAll(member(spec, keeping), [
      [gold, bought('2024-01-08', 50)],
      [
        ['2024-01-12', 'Gold'],
        ['2024-01-22', 'Base'],
      ],
    ])
    tellAll(member(spec, keeping), [[gold, bought('2024-01-08', 49)], [['2024-01-12', 'Base']]])
    // What the day of entry had seen before the entry does not keep the tier; what it saw after does.
    tellAll(member(spec, keeping), [[gold, ['2024-01-01', order('again', 50)]], [['2024-01-12', 'Gold']]])
  })

  test('what comes back of an order from before the entry does not lower what was measured since', () => {
    const spec = (measure: LadderSpec['measure']): Partial<LadderSpec> => ({
      validity: held('base'),
      window,
      retention: { measure, window: { kind: 'tier_period' } },
    })
    const keeping = (minimum: number): FieldTier[] => [
      ['Base', 0],
      ['Gold', 500_00, { keep: { minimum } }],
    ]
    const back = ['2024-01-05', refund(gold[0], 400)] as [string, StoredEventBody]
    const whole = ['2024-01-05', refund(gold[0])] as [string, StoredEventBody]
    const again = ['2024-01-01', order('again', 50)] as [string, StoredEventBody]
    tellAll(member(spec('net_spend'), keeping(50_00)), [[gold, again, back], [['2024-01-12', 'Gold']]])
    tellAll(member(spec('net_spend'), keeping(50_00)), [[gold, again, ['2024-01-05', refund('again', 1)]], [['2024-01-12', 'Base']]])
    tellAll(member(spec('order_count'), keeping(1)), [[gold, again, whole], [['2024-01-12', 'Gold']]])
    const growing = { growthRules: [flatGrowth('order.paid', 5), flatGrowth('order.completed', 7)] }
    const completed: [string, StoredEventBody] = ['2024-01-01', { type: 'order.completed', channel: 'c', order_no: 'again' }]
    tellAll(member(spec('growth'), keeping(12), growing), [[gold, again, completed, whole], [['2024-01-12', 'Gold']]])
    tellAll(member(spec('growth'), keeping(13), growing), [[gold, again, completed, whole], [['2024-01-12', 'Base']]])
  })

  test('a calendar year that keeps its tier is looked at as it was on its last day', () => {
    const spec: Partial<LadderSpec> = {
      window: { kind: 'lifetime' },
      validity: { kind: 'period', period: 'year', downgrade: 'base' },
      retention: { measure: 'net_spend', window: { kind: 'calendar_year' } },
    }
    const kept: FieldTier[] = [
      ['Base', 0],
      ['Gold', 500_00, { keep: { minimum: 300_00 } }],
    ]
    tellAll(member(spec, kept), [
      [bought('2024-06-01', 500), bought('2025-03-01', 299)],
      [
        ['2025-01-01', 'Gold'],
        ['2025-12-31', 'Gold'],
        ['2026-01-01', 'Base'],
      ],
    ])
    tellAll(member(spec, kept), [[bought('2024-06-01', 500), bought('2025-03-01', 300)], [['2026-01-01', 'Gold']]])
  })

  test('later periods stay anchored to the day of entry: the 31st comes back', () => {
    const one = member({ validity: { kind: 'months', months: 1, downgrade: 'never' } })
    one.on('2024-01-31', order('a', 100))
    expect(['2024-03-01', '2024-04-01', '2024-05-01'].map((date) => isoOf(one.at(date).ladder.until as number))).toEqual([
      '2024-03-31',
      '2024-04-30',
      '2024-05-31',
    ])
  })
})
