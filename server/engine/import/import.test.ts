import { expect, test } from 'vitest'
import { readAmount } from './amount'
import { guessColumns, type ImportPlan } from './column'
import { guessDateOrder, readMoment } from './moment'
import { type RowSetting, readMemberRow, readOrderRow } from './row'

test.each([
  ['plain', '139.12', 13912, false],
  ['a third decimal is rounded half up', '2042.765', 204277, true],
  ['below half goes down', '222.831', 22283, true],
  ['a negative half goes away from zero', '-1.005', -101, true],
  ['trailing zeros round nothing', '12.3400', 1234, false],
  ['sign, symbol and commas', '£-1,234.5', -123450, false],
  ['minus before the symbol', '-£27.50', -2750, false],
  ['brackets mean below zero', '(27.50)', -2750, false],
  ['full-width digits', '¥1234', 123400, false],
  ['no whole part', '.5', 50, false],
  ['less than a penny', '0.003', 0, true],
])('amount: %s', (_, text, minor, rounded) => expect(readAmount(text, 2)).toEqual({ minor, rounded }))
test.each(['', 'abc', '1,23', '1.2.3', '1e5', '--1', 'NaN'])('not an amount: %s', (text) => expect(readAmount(text, 2)).toBeNull())
test('a currency without decimals', () => expect(readAmount('100.5', 0)).toEqual({ minor: 101, rounded: true }))

const iso = (text: string, order: 'ymd' | 'dmy' | 'mdy' = 'ymd', zone = 'Europe/London') => {
  const at = readMoment(text, order, zone)
  return at === null ? null : new Date(at).toISOString()
}
test.each([
  ['winter', '2011-01-18T10:01:00', '2011-01-18T10:01:00.000Z'],
  ['summer is an hour ahead', '2011-07-18 10:01', '2011-07-18T09:01:00.000Z'],
  ['a skipped time moves forward by the gap', '2011-03-27T01:30:00', '2011-03-27T01:30:00.000Z'],
  ['a repeated time is the first one', '2011-10-30T01:30:00', '2011-10-30T00:30:00.000Z'],
  ['a date alone is its midnight', '2011-07-01', '2011-06-30T23:00:00.000Z'],
  ['slashes, one digit', '2011/7/1 9:05', '2011-07-01T08:05:00.000Z'],
  ['Chinese', '2011年12月1日 下午3:05', '2011-12-01T15:05:00.000Z'],
  ['Chinese without a space', '2011年12月1日15:05', '2011-12-01T15:05:00.000Z'],
  ['packed', '20110701', '2011-06-30T23:00:00.000Z'],
  ['an offset decides over the zone', '2011-07-18T10:01:00+08:00', '2011-07-18T02:01:00.000Z'],
  ['UTC', '2011-07-18T10:01:00Z', '2011-07-18T10:01:00.000Z'],
])('moment: %s', (_, text, expected) => expect(iso(text)).toBe(expected))
test('day first and month first', () => {
  expect(iso('01/12/2010 08:26', 'dmy')).toBe('2010-12-01T08:26:00.000Z')
  expect(iso('12/1/2010 8:26 PM', 'mdy')).toBe('2010-12-01T20:26:00.000Z')
  expect(iso('01/12/2010', 'ymd')).toBeNull()
  expect(guessDateOrder(['12/1/2010 8:26', '12/13/2010 8:26'])).toBe('mdy')
  expect(guessDateOrder(['31/1/2010', '1/1/2010'])).toBe('dmy')
  expect(guessDateOrder(['2010-12-01'])).toBe('ymd')
})
test.each(['2011-02-29', '2011-13-01', '', 'yesterday', '2011-01-01 25:00', '2011-01-01 10:61'])('not a moment: %s', (text) =>
  expect(iso(text)).toBeNull(),
)

test.each([
  [
    'orders',
    ['invoice', 'kind', 'customer_id', 'country', 'ordered_at', 'lines', 'quantity', 'total_gbp'],
    { number: 0, kind: 1, member: 2, occurred_at: 4, amount: 7 },
  ],
  ['members', ['customer_id', 'country', 'first_seen_at'], { member: 0, country: 1, joined_at: 2 }],
  ['members', ['会员编号', '姓名', '手机号', '入会时间', '门店'], { member: 0, name: 1, phone: 2, joined_at: 3, store: 4 }],
  [
    'orders',
    ['订单号', '会员卡号', '实付金额(元)', '支付时间', '门店编号', '渠道', '订单类型'],
    {
      number: 0,
      member: 1,
      amount: 2,
      occurred_at: 3,
      store: 4,
      channel: 5,
      kind: 6,
    },
  ],
  ['orders', ['Order ID', 'Customer ID', 'Order Date', 'Total Amount'], { number: 0, member: 1, occurred_at: 2, amount: 3 }],
  ['orders', ['id', 'member id', 'order no', 'amount', 'created at'], { member: 1, number: 2, amount: 3, occurred_at: 4 }],
] as const)('columns of %s %j', (subject, header, expected) => expect(guessColumns(subject, header)).toEqual(expected))

const plan = (columns: ImportPlan['columns']): RowSetting => ({
  plan: {
    columns,
    earns: true,
    channel: 'default',
    enrols: false,
    existing: 'skip',
    dateOrder: 'ymd',
  },
  zone: 'Europe/London',
  currency: 'GBP',
  digits: 2,
})
const order = plan({
  number: 0,
  kind: 1,
  member: 2,
  occurred_at: 3,
  amount: 4,
  original: 5,
})
test('a sale and a refund, by kind and by sign', () => {
  expect(readOrderRow(['A1', 'sale', 'm', '2011-01-01', '10'], order).row?.body).toEqual({
    type: 'order.paid',
    channel: 'default',
    order_no: 'A1',
    amount: 1000,
  })
  expect(readOrderRow(['C1', 'refund', 'm', '2011-01-01', '-10', 'A1'], order).row?.body).toEqual({
    type: 'order.refunded',
    channel: 'default',
    refund_no: 'C1',
    order_no: 'A1',
    amount: 1000,
  })
  expect(readOrderRow(['C1', '退款', 'm', '2011-01-01', '10'], order).row?.body.type).toBe('order.refunded')
  expect(readOrderRow(['C1', '', 'm', '2011-01-01', '-10'], order).row?.body.type).toBe('order.refunded')
})
test.each([
  ['no number', ['', 'sale', 'm', '2011-01-01', '10'], 'number', 'import.empty'],
  ['a sale below zero', ['A', 'sale', 'm', '2011-01-01', '-10'], 'amount', 'import.negative_sale'],
  ['an unknown kind', ['A', 'gift', 'm', '2011-01-01', '10'], 'kind', 'import.kind'],
  ['not a date', ['A', 'sale', 'm', 'soon', '10'], 'occurred_at', 'import.date'],
  ['not an amount', ['A', 'sale', 'm', '2011-01-01', 'ten'], 'amount', 'import.amount'],
  ['a short row', ['A', 'sale'], 'member', 'import.empty'],
])('refused: %s', (_, cells, field, code) => expect(readOrderRow(cells, order).problem).toMatchObject({ field, code }))
test('a problem of a name shows no name', () => {
  const { problem } = readMemberRow(['m', 'x'.repeat(65)], plan({ member: 0, name: 1 }))
  expect(problem).toEqual({
    field: 'name',
    code: 'import.too_long',
    details: { most: 60 },
  })
})
