import { describe, expect, test } from 'vitest'
import { type FieldTier, order, refund } from '../scenarios/field'
import { bought, member, type Story, tellAll } from '../scenarios/tell-tiers'
import type { StoredEventBody } from '../vocabulary'
import type { LadderSpec } from './ladder'

const joined: StoredEventBody = { type: 'member.registered' }

describe('a window begins where its name says', () => {
  test.each<[string, LadderSpec['window'], Story]>([
    ['a calendar month', { kind: 'calendar_month' }, [[bought('2024-01-31', 100)], [['2024-02-01', 'Base']]]],
    [
      'a calendar quarter',
      { kind: 'calendar_quarter' },
      [
        [bought('2024-01-31', 100)],
        [
          ['2024-03-31', 'Silver'],
          ['2024-04-01', 'Base'],
        ],
      ],
    ],
    [
      'a half-year',
      { kind: 'calendar_half' },
      [
        [bought('2024-01-31', 100)],
        [
          ['2024-06-30', 'Silver'],
          ['2024-07-01', 'Base'],
        ],
      ],
    ],
    [
      'a calendar year',
      { kind: 'calendar_year' },
      [
        [bought('2024-01-31', 100)],
        [
          ['2024-12-31', 'Silver'],
          ['2025-01-01', 'Base'],
        ],
      ],
    ],
    [
      'the year since joining, which began on 29 February',
      { kind: 'joining_year' },
      [
        [['2024-02-29', joined], bought('2024-03-01', 100), bought('2025-02-28', 100)],
        [
          ['2025-02-27', 'Silver'],
          ['2025-02-28', 'Base'],
          ['2026-02-27', 'Silver'],
          ['2026-02-28', 'Base'],
        ],
      ],
    ],
  ])('%s', (_, window, story) => tellAll(member({ window }), story))
})

describe('what may be measured', () => {
  const line = (category: string, units: number, name: string): StoredEventBody => ({
    type: 'order.paid',
    channel: 'c',
    order_no: name,
    lines: [{ line: '1', category, quantity: 1, amount: units * 100 }],
  })
  const check: StoredEventBody = { type: 'member.checked_in' }
  test.each<[string, Partial<LadderSpec>, number, Story]>([
    [
      'the largest order, and what is kept of it',
      { measure: 'largest_order' },
      100_00,
      [
        [bought('2024-01-01', 60), bought('2024-01-02', 99), bought('2024-01-03', 100), ['2024-01-05', refund('2024-01-03', 1)]],
        [
          ['2024-01-04', 'Up'],
          ['2024-01-06', 'Base'],
        ],
      ],
    ],
    [
      'the spend on a category',
      { measure: 'category_spend', category: 'tea' },
      100_00,
      [
        [
          ['2024-01-01', line('tea', 60, 'a')],
          ['2024-01-02', line('cake', 500, 'b')],
          ['2024-01-03', line('tea', 40, 'c')],
        ],
        [
          ['2024-01-03', 'Base'],
          ['2024-01-04', 'Up'],
        ],
      ],
    ],
    [
      'active days: two doings of one date are one',
      { measure: 'active_days' },
      2,
      [
        [
          ['2024-01-01', check],
          ['2024-01-01', { type: 'member.shared' }],
          ['2024-01-02', order('x', 1)],
        ],
        [
          ['2024-01-02', 'Base'],
          ['2024-01-03', 'Up'],
        ],
      ],
    ],
    [
      'check-ins',
      { measure: 'check_ins' },
      2,
      [
        [
          ['2024-01-01', check],
          ['2024-01-01', check],
          ['2024-01-04', check],
        ],
        [
          ['2024-01-02', 'Base'],
          ['2024-01-05', 'Up'],
        ],
      ],
    ],
    [
      'friends referred',
      { measure: 'referrals' },
      2,
      [
        [
          ['2024-01-01', { type: 'member.referred', invited: 'f1' }],
          ['2024-01-02', { type: 'member.referred', invited: 'f2' }],
        ],
        [
          ['2024-01-02', 'Base'],
          ['2024-01-03', 'Up'],
        ],
      ],
    ],
    [
      'what was recharged',
      { measure: 'recharged' },
      100_00,
      [[['2024-01-01', { type: 'stored.recharged', channel: 'c', recharge_no: '1', amount: 100_00 }]], [['2024-01-02', 'Up']]],
    ],
    [
      'a membership bought',
      { measure: 'memberships' },
      1,
      [[['2024-01-01', { type: 'membership.purchased', channel: 'c', purchase_no: '1', amount: 0 }]], [['2024-01-02', 'Up']]],
    ],
    [
      'days since joining: time alone lifts',
      { measure: 'days_since_joining' },
      30,
      [
        [['2024-01-01', joined]],
        [
          ['2024-01-30', 'Base'],
          ['2024-01-31', 'Up'],
        ],
      ],
    ],
  ])('%s', (_, spec, threshold, story) =>
    tellAll(
      member(spec, [
        ['Base', 0],
        ['Up', threshold],
      ]),
      story,
    ),
  )
})

describe('by hand', () => {
  const set = (tier: string | undefined, more: { until?: string; locked?: boolean } = {}): StoredEventBody => ({
    type: 'tier.set',
    ladder: 'ladder',
    ...(tier === undefined ? {} : { tier }),
    until: more.until === undefined ? null : Date.parse(`${more.until}T00:00:00Z`) / 86_400_000,
    locked: more.locked ?? false,
    reason: 'example',
  })
  test.each<[string, Story]>([
    [
      'it stands until the next trigger',
      [
        [['2024-01-01', set('Gold')], bought('2024-01-05', 100)],
        [
          ['2024-01-05', 'Gold'],
          ['2024-01-06', 'Silver'],
        ],
      ],
    ],
    [
      'or until its last day',
      [
        [bought('2024-01-01', 100), ['2024-01-02', set('Gold', { until: '2024-01-10' })]],
        [
          ['2024-01-10', 'Gold'],
          ['2024-01-11', 'Silver'],
        ],
      ],
    ],
    [
      'locked, nothing moves it',
      [[['2024-01-01', set('Silver', { locked: true })], bought('2024-01-05', 900)], [['2024-06-01', 'Silver']]],
    ],
    [
      'a lock without a tier ends and what was earned counts',
      [
        [['2024-01-01', set(undefined, { locked: true, until: '2024-01-10' })], bought('2024-01-05', 900)],
        [
          ['2024-01-10', 'Base'],
          ['2024-01-11', 'Gold'],
        ],
      ],
    ],
    [
      'lower than earned, until the next trigger',
      [
        [bought('2024-01-01', 900), ['2024-01-02', set('Base')], bought('2024-01-05', 1)],
        [
          ['2024-01-05', 'Base'],
          ['2024-01-06', 'Gold'],
        ],
      ],
    ],
    [
      'released, what is earned counts at once',
      [
        [
          bought('2024-01-01', 900),
          ['2024-01-02', set('Base', { locked: true })],
          ['2024-01-03', { type: 'tier.released', ladder: 'ladder', reason: 'x' }],
        ],
        [
          ['2024-01-03', 'Base'],
          ['2024-01-04', 'Gold'],
        ],
      ],
    ],
    [
      'a check-in is no trigger where spend is measured',
      [
        [
          ['2024-01-01', set('Gold')],
          ['2024-01-02', { type: 'member.checked_in' }],
        ],
        [['2024-02-01', 'Gold']],
      ],
    ],
  ])('%s', (_, story) => tellAll(member({}), story))
})

test('a tier may ask for more than its threshold, or for something in its place', () => {
  const asking = (mode: 'all' | 'any'): FieldTier[] => [
    ['Base', 0],
    [
      'Gold',
      100_00,
      { requires: { mode, when: { fact: 'member.order_count', operator: 'gte', value: 2, window: { kind: 'rolling_days', days: 10 } } } },
    ],
  ]
  tellAll(member({}, asking('all')), [
    [bought('2024-01-01', 100), bought('2024-01-05', 1)],
    [
      ['2024-01-02', 'Base'],
      ['2024-01-06', 'Gold'],
      ['2024-01-11', 'Gold'],
      ['2024-01-12', 'Base'],
    ],
  ])
  tellAll(member({}, asking('any')), [
    [bought('2024-01-01', 1), bought('2024-01-05', 1)],
    [
      ['2024-01-02', 'Base'],
      ['2024-01-06', 'Gold'],
      ['2024-01-12', 'Base'],
    ],
  ])
})

describe('the reward for entering', () => {
  const rewarded: FieldTier[] = [
    ['Base', 0],
    ['Silver', 100_00, { entryPoints: 10 }],
    ['Gold', 500_00, { entryPoints: 100 }],
  ]
  const grants = (spec: Partial<LadderSpec>) => {
    const one = member(spec, rewarded)
    one.on('2024-01-01', order('a', 600))
    return one.granted
  }
  test('on a jump the final rung alone, or all that were passed', () => {
    expect(grants({})).toEqual([['Gold', 100]])
    expect(grants({ entry: { on: 'passed', takeBack: false } })).toEqual([
      ['Silver', 10],
      ['Gold', 100],
    ])
  })
  test('it is taken back with the tier when the program says so and nothing of it was used', () => {
    const one = member({ falls: 'at_once', entry: { on: 'final', takeBack: true } }, rewarded)
    one.on('2024-01-01', order('a', 600))
    expect(one.points).toBe(100)
    one.on('2024-01-02', refund('a', 550))
    expect([one.tier, one.points]).toEqual(['Base', 0])
    const used = member({ falls: 'at_once', entry: { on: 'final', takeBack: true } }, rewarded)
    used.on('2024-01-01', order('a', 600))
    used.on('2024-01-01', { type: 'points.adjusted', amount: -1, reason: 'x', taken: [] })
    used.on('2024-01-02', refund('a', 550))
    expect(used.points).toBe(99)
  })
  test('earned again it is given again, in whatever order that is told', () => {
    const spec: Partial<LadderSpec> = { falls: 'at_once', entry: { on: 'final', takeBack: true } }
    const [inOrder, late, again] = [member(spec, rewarded), member(spec, rewarded), member(spec, rewarded)]
    for (const one of [inOrder, late]) {
      one.on('2024-01-01', order('a', 600))
      one.on('2024-01-02', refund('a', 600))
    }
    inOrder.on('2024-01-03', order('b', 600))
    late.at('2024-01-10').late('2024-01-03', order('b', 600))
    // All of what led to the reward is told late: the first one was never given, and would have gone back.
    again.on('2024-01-03', order('b', 600))
    again.late('2024-01-01', order('a', 600)).late('2024-01-02', refund('a', 600))
    expect([inOrder, late, again].map((one) => one.points)).toEqual([100, 100, 100])
    expect(late.late('2024-01-01', order('c', 1)).granted).toEqual([
      ['Gold', 100],
      ['Gold', 100],
    ])
  })
  test('everyone begins on the base tier, whose reward is a welcome: once, and not for coming back to it', () => {
    const welcoming: FieldTier[] = [['Base', 0, { entryPoints: 5 }], rewarded[1] as FieldTier]
    const one = member({ falls: 'at_once' }, welcoming)
    one.on('2024-01-05', { type: 'member.registered' })
    one.on('2024-01-06', order('a', 100))
    one.on('2024-01-07', refund('a'))
    one.late('2024-01-01', order('early', 1))
    expect([one.tier, one.granted]).toEqual([
      'Base',
      [
        ['Base', 5],
        ['Silver', 10],
      ],
    ])
    const before = member({}, welcoming, { semantics: 1 })
    before.on('2024-01-05', { type: 'member.registered' })
    expect(before.granted).toEqual([])
  })
  test('found twice at once it is given once', () => {
    const one = member({ falls: 'at_once' }, rewarded)
    one.on('2024-01-10', { type: 'member.registered' })
    one.log.push(
      ...[order('a', 600), refund('a', 600), order('b', 600)].map((body, i) => ({
        id: `l${i}`,
        source: 'field',
        key: `l${i}`,
        at: Date.parse(`2024-01-0${i + 1}T00:00:00Z`),
        day: 19_723 + i,
        store: null,
        body,
      })),
    )
    expect(one.late('2024-01-09', order('c', 1)).granted).toEqual([['Gold', 100]])
  })
})
