import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asking, mintBuyer, mintCoupons, mintTemplate, pointsPolicy } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import type { ProgramDocument } from '@/server/engine/program/document'
import { newId } from '@/server/platform/ids'
import { lockQuote } from './lock-quote'
import { quoteCart } from './quote-cart'

const database = testDatabase()
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-01T09:00:00Z') }))
afterEach(() => vi.useRealTimers())

const program: ProgramDocument = {
  ...realOrdersProgram,
  points: { ...realOrdersProgram.points, expiry: { kind: 'rolling', unit: 'days', count: 30 } },
  checkout: pointsPolicy,
}
const mintShop = () => mintTenant({ currency: 'GBP', timeZone: 'Europe/London', program })
const lines = [{ amount: 10_000 }]

test('a coupon is good to the end of its last day where the merchant is', async () => {
  const { scope } = await mintShop()
  const { code, memberId } = await mintBuyer(scope)
  const template = await mintTemplate(scope, { validity: { kind: 'fixed', from: '2026-05-01', until: '2026-05-02' } })
  const [coupon = ''] = await mintCoupons(scope, memberId, template)
  const ask = asking(code, lines, { coupons: [coupon] })
  vi.setSystemTime(new Date('2026-05-02T22:59:59Z'))
  expect((await quoteCart(scope, ask)).quote.coupons).toMatchObject([{ applied: true, off: 500 }])
  expect((await quoteCart(scope, asking(code, lines))).quote.coupons).toMatchObject([{ applied: true, off: 500 }])
  vi.setSystemTime(new Date('2026-05-02T23:00:00Z'))
  expect((await quoteCart(scope, ask)).quote.coupons).toMatchObject([{ applied: false, because: 'over' }])
  // Among the best nothing is said of what has long been over.
  expect((await quoteCart(scope, asking(code, lines))).quote.coupons).toEqual([])
})

test('points that have expired since anybody last looked are not there, for a quote and for a lock', async () => {
  const { scope } = await mintShop()
  const { code } = await mintBuyer(scope, 1_000)
  const ask = asking(code, lines, { points: 'most' })
  vi.setSystemTime(new Date('2026-05-31T22:59:59Z'))
  expect((await quoteCart(scope, ask)).quote.points).toMatchObject({ available: 1_000, used: 1_000 })
  vi.setSystemTime(new Date('2026-05-31T23:00:00Z'))
  expect((await quoteCart(scope, ask)).quote.points).toMatchObject({ available: 0, used: 0 })
  const lock = await lockQuote(scope, { ...ask, requestKey: newId() })
  expect(await database.owner`select payable, spend_id from checkout_locks where id = ${lock}`).toEqual([
    { payable: 10_000, spend_id: null },
  ])
})

test('a version prices from its minute on, and what is locked keeps its price', async () => {
  const { scope, tenantId, userId } = await mintShop()
  const { code } = await mintBuyer(scope, 1_000)
  const ask = asking(code, lines, { points: 'most' })
  const version = { ...program, checkout: { ...pointsPolicy, pointsAsCash: { points: 100, worth: 50 } } }
  await database.owner`
    insert into program_versions (tenant_id, id, number, semantics, effective_from, published_by, note, document)
    values (${tenantId}, ${newId()}, 2, 1, '2026-05-01T10:00:00Z', ${userId}, '', ${JSON.stringify(version)}::jsonb)`
  vi.setSystemTime(new Date('2026-05-01T09:59:59Z'))
  expect((await quoteCart(scope, ask)).quote.payable).toBe(9_000)
  const lock = await lockQuote(scope, { ...ask, choices: { coupons: 'best', points: 500 }, requestKey: newId() })
  vi.setSystemTime(new Date('2026-05-01T10:00:00Z'))
  expect((await quoteCart(scope, ask)).quote.payable).toBe(9_750)
  expect(await database.owner`select payable from checkout_locks where id = ${lock}`).toEqual([{ payable: 9_500 }])
})
