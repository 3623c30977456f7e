import { describe, expect, test } from 'vitest'
import type { ProgramDocument } from '../program/document'
import { FieldMember, type FieldTier, fieldProgram, order, refund } from '../scenarios/field'

describe('growth', () => {
  const growing = (
    spec: Partial<ProgramDocument['growthRules'][number]['spec']>,
    more: Partial<ProgramDocument['ladders'][number]['spec']> = {},
    tiers?: readonly FieldTier[],
  ) =>
    new FieldMember(
      fieldProgram({
        tiers: tiers ?? [
          ['Base', 0],
          ['Gold', 1_000],
        ],
        spec: { measure: 'growth', ...more },
        growthRules: [
          {
            id: 'g',
            ladderId: 'ladder',
            name: 'g',
            spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 100 }, ...spec },
          },
        ],
      }),
    )
  test('a task weighs what it is told to', () => {
    const one = growing({ weightBps: 15_000 })
    one.on('2024-01-01', order('a', 101))
    expect(one.ladder.growth).toBe(151)
  })
  test('a tier may grow faster, and a refund takes back as much', () => {
    const one = growing({}, {}, [
      ['Base', 0],
      ['Gold', 100, { growthBonusBps: 5_000 }],
    ])
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-02', order('b', 100))
    expect(one.ladder.growth).toBe(250)
    one.on('2024-01-03', refund('b'))
    expect(one.ladder.growth).toBe(100)
  })
  test('caps hold for growth too', () => {
    const one = growing({ caps: { perDay: 60 } })
    one.on('2024-01-01', order('a', 50))
    one.on('2024-01-01', order('b', 50))
    expect(one.ladder.growth).toBe(60)
  })
  test('it may be cut back at the start of a period, and tiers follow', () => {
    const one = growing({}, { growthReset: { period: 'year', keepBps: 2_000 } })
    one.on('2024-05-01', order('a', 1_001))
    expect([one.at('2024-12-31').tier, one.ladder.growth]).toEqual(['Gold', 1_001])
    expect([one.at('2025-01-01').tier, one.ladder.growth]).toEqual(['Base', 200])
  })
  test.each<[string, ProgramDocument['ladders'][number]['spec']['window'], (0 | 5_000)[], measured: number[]]>([
    ['a month that begins anew with it', { kind: 'calendar_month' }, [0], [0, 0, 60, 0]],
    ['a quarter in which it comes twice', { kind: 'calendar_quarter' }, [5_000], [50, 25, 85, 0]],
    ['days that leave a window one by one', { kind: 'rolling_days', days: 20 }, [0], [0, 0, 60, 0]],
  ])('no window misses more than it had seen: %s', (_, window, [keepBps], measured) => {
    const one = growing({}, { window, growthReset: { period: 'month', keepBps: keepBps as number } })
    one.on('2024-01-20', order('a', 100))
    const seen = ['2024-02-01', '2024-03-01'].map((date) => one.at(date).ladder.sum)
    one.on('2024-03-02', order('b', 60))
    seen.push(one.ladder.sum, one.at('2024-04-01').ladder.sum)
    expect(seen).toEqual(measured)
    expect(one.ladder.growthDays.every(([, amount]) => amount >= 0)).toBe(true)
  })
})
