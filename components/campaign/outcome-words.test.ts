import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { messagesOf } from '../messages/load'

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
