import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { ordersOf, realOrdersProgram } from '@/db/testing/real-orders'
import { sharedData } from '@/db/testing/shared-data'
import { receiveEvents } from '@/server/api/receive-events'
import { instantOf } from '@/server/engine/calendar/zone'
import type { Effect } from '@/server/engine/campaign/campaign'
import type { Schedule } from '@/server/engine/campaign/schedule'
import { readAmount } from '@/server/engine/import/amount'
import { registerMembers } from '@/server/member/register-members'
import { forecastCampaign } from './forecast-campaign'

testDatabase()

const file = sharedData('orders_2010_2011.csv.gz')

/** The day behind the last of the file: its ninety days begin on 11 September 2011. */
const NOW = Date.parse('2011-12-10T12:00:00Z')
const FIRST = '2011-09-11'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
})

type Sale = { invoice: string; customer: string; on: string; at: string; amount: number }

/** The sales of the ninety days and of the ten before them, in pence. */
const sales = (): Sale[] =>
  ordersOf(file ?? '')
    .rows.map((row) => row.split(','))
    .flatMap(([invoice = '', kind, customer = '', , at = '', , , total = '']) =>
      kind === 'sale' && at >= '2011-09-01' && customer !== ''
        ? [{ invoice, customer, on: at.slice(0, 10), at, amount: readAmount(total, 2)?.minor ?? Number.NaN }]
        : [],
    )

test.skipIf(!file)(
  'what a campaign would have added to the points of real orders is what their own points say',
  async () => {
    const sold = sales()
    const { scope } = await mintTenant({ currency: 'GBP', timeZone: 'Europe/London', program: realOrdersProgram })
    const customers = [...new Set(sold.map((sale) => sale.customer))]
    for (let from = 0; from < customers.length; from += 1_000)
      await registerMembers(
        scope,
        customers.slice(from, from + 1_000).map((code) => ({ code, joinedAt: '2011-01-01T00:00:00Z' })),
      )
    for (let from = 0; from < sold.length; from += 1_000)
      await receiveEvents(
        scope,
        {
          events: sold.slice(from, from + 1_000).map(({ invoice, customer, at, amount }) => ({
            ...{ type: 'order.paid', event_id: invoice, order_no: invoice, member: customer, amount },
            occurred_at: new Date(instantOf('Europe/London', at)).toISOString(),
          })),
        },
        (code) => code,
      )

    const within = sold.filter((sale) => sale.on >= FIRST && sale.on < '2011-12-10')
    expect(within.length).toBeGreaterThan(5_000)
    const pointsOf = (some: readonly Sale[]) => some.map((sale) => Math.floor(sale.amount / 100)).filter((points) => points > 0)
    const sum = (points: readonly number[]) => points.reduce((all, one) => all + one, 0)
    const forecast = (schedule: Schedule, effect: Effect) =>
      forecastCampaign(scope, {
        ...{ kind: 'double_points', name: 'Example', intro: '', noticeDays: null },
        terms: { schedule, audience: {}, effects: [effect] },
      })
    const double: Effect = { at: { kind: 'order' }, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }

    expect(await forecast({ from: '2011-12-10', on: { kind: 'every_day' } }, double)).toMatchObject({
      ...{ basisDays: 90, orders: within.length, reach: customers.length, days: 90 },
      ...{ grants: pointsOf(within).length, points: sum(pointsOf(within)), cost: sum(pointsOf(within)) },
    })

    // The 8th of each month: 8 January, February and March to come, and as many before.
    const eighths = within.filter((sale) => sale.on.endsWith('-08'))
    expect(new Set(eighths.map((sale) => sale.on)).size).toBeGreaterThan(1)
    expect(await forecast({ from: '2011-12-10', on: { kind: 'rules', rules: ['FREQ=MONTHLY;BYMONTHDAY=8'] } }, double)).toMatchObject({
      ...{ turns: 3, grants: pointsOf(eighths).length, points: sum(pointsOf(eighths)) },
      members: new Set(eighths.filter((sale) => sale.amount >= 100).map((sale) => sale.customer)).size,
    })

    // At most 500 a member and day.
    const capped = new Map<string, number>()
    for (const { customer, on, amount } of within)
      capped.set(`${customer} ${on}`, (capped.get(`${customer} ${on}`) ?? 0) + Math.floor(amount / 100))
    expect(await forecast({ from: '2011-12-10', on: { kind: 'every_day' } }, { ...double, limits: { perMemberDay: 500 } })).toMatchObject({
      points: sum([...capped.values()].map((points) => Math.min(500, points))),
    })
  },
  120_000,
)
