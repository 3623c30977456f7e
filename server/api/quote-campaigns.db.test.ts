import { expect, test } from 'vitest'
import { GET as read } from '@/app/api/v1/quotes/[lock]/route'
import { POST as quote } from '@/app/api/v1/quotes/route'
import { mintBuyer, mintShop, mintTemplate } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { endCampaigns, runCampaign } from '@/db/testing/run-campaign'
import { createKey } from '@/server/key/create-key'
import { QuoteResponse } from './quote-shapes'

testDatabase()

async function shop() {
  const { scope } = await mintShop()
  const { code } = await mintBuyer(scope)
  const { key } = await createKey(scope, { name: '示例', scopes: ['checkout:write'] })
  const at = (path: string, body?: unknown) =>
    new Request(`http://127.0.0.1/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  const ask = async (body: object, query = '') =>
    QuoteResponse.parse(await (await quote(at(`quotes${query}`, { member: code, ...body }))).json())
  return { scope, at, ask }
}

const order = { kind: 'order' } as const
const lines = [
  { line: 'a', sku: 'TEA', amount: 6_000 },
  { line: 'b', amount: 4_000 },
]

test('a quote says which campaign took off what, why another did not, and what a till is to hand out', async () => {
  const { scope, ask } = await shop()
  const before = await ask({ lines })
  expect([before.payable, before.campaigns, before.brings]).toEqual([10_000, [], []])

  const template = await mintTemplate(scope)
  const id = await runCampaign(
    scope,
    [
      { at: order, gives: { kind: 'discount', offBps: 1_000, scope: { skus: ['TEA'] } }, limits: {} },
      { at: { ...order, least: 20_000 }, gives: { kind: 'member_price', offBps: 5_000 }, limits: {} },
      { at: { ...order, least: 9_000 }, gives: { kind: 'goods', name: '帆布袋', sku: 'BAG', count: 1 }, limits: {} },
      { at: order, gives: { kind: 'coupons', coupons: [{ template, count: 2 }] }, limits: { total: 100 } },
    ],
    { name: '会员日' },
  )
  // It takes effect with the very next quote.
  const told = await ask({ lines })
  expect([told.payable, told.discounts.limited]).toEqual([9_400, 600])
  expect(told.campaigns).toEqual([
    {
      campaign: id,
      name: '会员日',
      applied: true,
      off: 600,
      split: [600, 0],
      because: null,
      detail: null,
      sentence: '「会员日」限时 9 折：减 £6',
    },
    {
      campaign: id,
      name: '会员日',
      applied: false,
      off: 0,
      split: [],
      because: 'too_small',
      detail: 10_000,
      sentence: '「会员日」会员价 5 折：还差 £100',
    },
  ])
  expect(told.brings).toMatchObject([
    { kind: 'goods', goods: '帆布袋', sku: 'BAG', count: 1, sentence: '「会员日」得「帆布袋」1 件' },
    { kind: 'coupons', goods: null, sentence: '「会员日」得 2 张「示例券」，送完为止' },
  ])
  expect((await ask({ lines }, '?lang=en')).brings[1]?.sentence).toBe('“会员日”: 2 × “示例券”, while it lasts')
})

test('a locked quote holds what campaigns made of it once they are over', async () => {
  const { scope, at, ask } = await shop()
  await runCampaign(scope, [{ at: order, gives: { kind: 'discount', offBps: 5_000 }, limits: {} }], { name: '限时' })
  const locked = await ask({ lines, lock: true })
  expect([locked.state, locked.payable]).toEqual(['locked', 5_000])
  await endCampaigns(scope)
  expect((await ask({ lines })).payable).toBe(10_000)
  const shown = QuoteResponse.parse(
    await (await read(at(`quotes/${locked.lock}`), { params: Promise.resolve({ lock: locked.lock ?? '' }) })).json(),
  )
  expect([shown.payable, shown.campaigns[0]?.sentence]).toEqual([5_000, '「限时」限时 5 折：减 £50'])
})

test('a campaign makes shipping free, and a quote names it', async () => {
  const { scope, ask } = await shop()
  await runCampaign(scope, [{ at: order, gives: { kind: 'free_shipping', least: 5_000 }, limits: {} }])
  expect((await ask({ lines, shipping: 800 })).shipping).toEqual({ full: 800, off: 800, payable: 0, free: 'campaign' })
  const below = await ask({ lines: [{ amount: 4_999 }], shipping: 800 })
  expect([below.payable, below.campaigns[0]?.sentence]).toEqual([5_799, '「示例活动」满 £50 包邮：还差 £0.01'])
})
