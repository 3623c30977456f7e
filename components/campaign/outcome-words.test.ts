import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { messagesOf } from '../messages/load'
import { costKnown } from './cost-known'

const told = (locale: 'zh' | 'en') => createTranslator({ locale, messages: messagesOf(locale), namespace: 'outcome' })

const zh = told('zh')
const en = told('en')
const figures = { turns: 3, perTurn: 320, until: '2026-08-08', cost: '¥450', known: 'yes' }

test('a forecast is one sentence from its figures', () => {
  const basis = { days: 90, orders: 12_340 }
  expect(
    zh('forecast.sentence', {
      ...figures,
      basis: zh('forecast.basis', basis),
      turn: 'occasion',
      gives: zh('forecast.gives', { list: zh('forecast.points', { n: '45,000', name: '积分' }) }),
    }),
  ).toBe('按近 90 天 12,340 笔订单估算：每次约 320 位会员参与；到 2026-08-08共 3 次，约发 45,000 积分，成本约 ¥450。')
  expect(
    en('forecast.sentence', {
      ...figures,
      basis: en('forecast.basis', basis),
      turn: 'day',
      gives: en('forecast.gives', { list: en('forecast.points', { n: '45,000', name: 'points' }) }),
    }),
  ).toBe(
    'By 12,340 orders of the last 90 days: about 320 members gain each day; 3 days until 2026-08-08, about 45,000 points, at a cost of about ¥450.',
  )
})

test('what came of it is one sentence as well', () => {
  expect(
    zh('effect.sentence', {
      when: zh('effect.when', { from: '6 月 2 日', until: '6 月 4 日', days: 3 }),
      ...{ members: 2, grants: 6, cost: '¥14.60', known: 'yes' },
      gives: zh('effect.gives', {
        list: [zh('effect.points', { n: '160', name: '积分' }), zh('effect.coupons', { n: '1', many: 1, used: '1' })].join(
          zh('effect.and'),
        ),
      }),
    }),
  ).toBe('6 月 2 日至 6 月 4 日（3 天）：2 位会员参与 6 次，发出 160 积分、发出 1 张优惠券（已用 1），成本约 ¥14.60。')
  expect(
    en('effect.sentence', { when: en('effect.oneDay', { from: '2 June' }), members: 1, grants: 1, cost: '¥1', known: 'yes', gives: '' }),
  ).toBe('2 June (1 day): 1 member gained once, at a cost of about ¥1.')
})

test('each thing that stands behind a forecast has its sentence', () => {
  for (const t of [zh, en])
    for (const note of Object.keys(messagesOf('zh').outcome.forecast.notes) as (keyof ReturnType<
      typeof messagesOf
    >['outcome']['forecast']['notes'])[])
      expect(t(`forecast.notes.${note}`, { name: '积分', days: 30 })).not.toMatch(/[{}]|_/)
})

test.each([
  [450_00, undefined, 'yes', 'about'],
  [450_00, ['few_days'], 'yes', 'about'],
  [0, ['cost_unknown'], 'no', 'about'],
  [450_00, ['cost_unknown'], 'some', 'about'],
  [450_00, ['claims_at_most'], 'yes', 'most'],
  [0, ['claims_at_most', 'cost_unknown'], 'no', 'most'],
] as const)('of a cost of %s with %j it is known: %s, and it is meant as: %s', (cost, notes, known, least) =>
  expect(costKnown({ cost, notes })).toEqual({ known, least }),
)

test('whoever approves is told as much of the cost as is known', () => {
  const figures = { days: 3, members: 2, grants: 6, cost: '¥450' }
  const approval = (locale: 'zh' | 'en') => {
    const t = createTranslator({ locale, messages: messagesOf(locale), namespace: 'campaign.approval' })
    return (known: string, least: string) => t('forecast', { ...figures, known, least })
  }
  const [chinese, english] = [approval('zh'), approval('en')]
  expect(chinese('yes', 'about')).toBe('预计 3 天里有 2 位会员参与，共送出 6 次，成本约 ¥450。')
  expect(chinese('yes', 'most')).toBe('预计 3 天里最多有 2 位会员参与，共送出 6 次，成本最多 ¥450。')
  expect(chinese('no', 'about')).toBe('预计 3 天里有 2 位会员参与，共送出 6 次，成本还不知道。')
  expect(chinese('some', 'about')).toBe('预计 3 天里有 2 位会员参与，共送出 6 次，已知的成本约 ¥450，其余的成本还不知道。')
  expect(english('yes', 'about')).toBe('Within 3 days about 2 members will gain, 6 times, for about ¥450.')
  expect(english('no', 'most')).toBe('Within 3 days at most 2 members will gain, 6 times, at a cost not known yet.')
  expect(english('some', 'most')).toBe(
    'Within 3 days at most 2 members will gain, 6 times, for at most ¥450 and for what is not known yet.',
  )
})

test('what was expected before is told the same way', () => {
  const figures = { members: 2, grants: 6, cost: '¥450' }
  const about = { known: 'yes', least: 'about' }
  expect(zh('effect.expected', { ...figures, ...about })).toBe('启用前预计：2 位会员参与 6 次，成本 ¥450。')
  expect(zh('effect.expected', { ...figures, known: 'yes', least: 'most' })).toBe('启用前预计：最多 2 位会员参与 6 次，成本最多 ¥450。')
  expect(zh('effect.expected', { ...figures, known: 'no', least: 'about' })).toBe('启用前预计：2 位会员参与 6 次，成本还不知道。')
  expect(en('effect.expected', { ...figures, ...about })).toBe('Expected before: 2 members 6 times, at ¥450.')
  expect(en('effect.expected', { ...figures, known: 'some', least: 'about' })).toBe(
    'Expected before: 2 members 6 times, at about ¥450 and what is not known yet.',
  )
})
