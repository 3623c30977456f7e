import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import {
  type Campaign,
  couponKey,
  journeyProgram,
  type Redemption,
  readCampaigns,
  readRedemptions,
  setUpJourney,
} from '@/db/testing/complete-journey'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { sharedData } from '@/db/testing/shared-data'
import { lockQuote } from '@/server/checkout/lock-quote'
import { quoteCart } from '@/server/checkout/quote-cart'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import type { CouponOutcome } from '@/server/engine/quote/answer'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { checkCoupons } from './check-coupons'

const database = testDatabase()
const names = {
  descriptions: 'cj_campaign_descriptions.csv',
  campaigns: 'cj_campaigns.csv',
  coupons: 'cj_coupons.csv.gz',
  redemptions: 'cj_coupon_redemptions_odd_campaigns.csv',
  truth: 'truth.json',
}
const files = Object.fromEntries(Object.entries(names).map(([what, name]) => [what, sharedData(name)]))
const missing = Object.values(files).includes(null)

afterEach(() => {
  vi.useRealTimers()
})

/** Noon in New York, or about it. */
const onDate = (day: string) => vi.setSystemTime(new Date(`${day}T17:00:00Z`))
const dayBefore = (day: string) => isoOf(dayOf(day) - 1)
const dayAfter = (day: string) => isoOf(dayOf(day) + 1)

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** At most so many coupons can be named for one cart. */
const NAMED = 5
const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / NAMED) }, (_, i) => items.slice(i * NAMED, (i + 1) * NAMED))

class Replay {
  /** How many redemptions came to what, by what was done to them. */
  readonly outcomes: Record<string, Record<string, number>> = {}

  constructor(
    private readonly scope: TenantScope,
    private readonly campaigns: ReadonlyMap<string, Campaign>,
    private readonly coupons: ReadonlyMap<Redemption, string>,
  ) {}

  couponOf = (redemption: Redemption): string => this.coupons.get(redemption) ?? ''
  campaignOf = (redemption: Redemption): Campaign => this.campaigns.get(redemption.campaign) as Campaign
  private productsOf = (redemption: Redemption): string[] => this.campaignOf(redemption).coupons.get(redemption.upc) ?? []

  cartFor = (redemptions: readonly Redemption[], sku?: string) => ({
    channel: 'store',
    lines: redemptions.map((redemption) => ({
      sku: sku ?? this.productsOf(redemption)[0] ?? '',
      quantity: 1,
      amount: 299,
      selected: true,
    })),
    shipping: 0,
  })

  /** Asks what a cart comes to for a household with these coupons, and keeps what is said of each. */
  private async ask(what: string, household: string, redemptions: readonly Redemption[], sku?: string): Promise<void> {
    for (const some of chunks(redemptions)) {
      const choices = { coupons: some.map(this.couponOf), points: 0 }
      const { quote } = await quoteCart(this.scope, { member: household, cart: this.cartFor(some, sku), choices })
      expect(quote.coupons.map((outcome) => outcome.coupon)).toEqual(choices.coupons)
      for (const outcome of quote.coupons) this.keep(what, outcome)
    }
  }

  private count(what: string, came: string): void {
    const counts = this.outcomes[what] ?? {}
    counts[came] = (counts[came] ?? 0) + 1
    this.outcomes[what] = counts
  }

  private keep(what: string, outcome: CouponOutcome): void {
    this.count(what, outcome.applied ? 'taken off' : outcome.because)
  }

  /** Each redemption before it happens, changed in one thing. */
  async changed(redemptions: readonly Redemption[]): Promise<void> {
    for (const ofCampaign of grouped(redemptions, (r) => r.campaign).values()) {
      const { from, until, households } = this.campaignOf(ofCampaign[0] as Redemption)
      const byHousehold = [...grouped(ofCampaign, (r) => r.household)]
      onDate(dayBefore(from))
      await Promise.all(byHousehold.map(([household, own]) => this.ask('a day too early', household, own)))
      onDate(dayAfter(until))
      await Promise.all(byHousehold.map(([household, own]) => this.ask('a day too late', household, own)))
      onDate(until)
      // Somebody else whom the same campaign was sent to.
      const other = (household: string) => households[(households.indexOf(household) + 1) % households.length] as string
      await Promise.all(byHousehold.map(([household, own]) => this.ask('by another household', other(household), own)))
      await Promise.all(byHousehold.map(([household, own]) => this.ask('for another product', household, own, this.otherProduct(own))))
    }
  }

  /** A product of a campaign that none of these coupons fits. */
  private otherProduct(redemptions: readonly Redemption[]): string {
    const fitting = new Set(redemptions.flatMap(this.productsOf))
    for (const { coupons } of this.campaigns.values())
      for (const products of coupons.values()) for (const product of products) if (!fitting.has(product)) return product
    throw new Error('the coupons fit everything')
  }

  /** The redemptions of one date as they happened: each an order of its own, held and then paid; and then once more. */
  async happened(on: string, redemptions: readonly Redemption[]): Promise<void> {
    onDate(on)
    const orders = await Promise.all(
      redemptions.map(async (redemption) => {
        const coupon = this.couponOf(redemption)
        const asked = { member: redemption.household, cart: this.cartFor([redemption]), choices: { coupons: [coupon], points: 0 } }
        const lock = await lockQuote(this.scope, { ...asked, payable: 199, requestKey: coupon })
        return { member: redemption.household, lock, coupon }
      }),
    )
    const answers = await applyEvents(
      this.scope,
      orders.map(({ member, lock, coupon }) => ({
        event_id: coupon,
        source: 'till',
        member,
        occurred_at: new Date().toISOString(),
        body: { type: 'order.paid', channel: 'store', order_no: coupon, lock },
      })),
    )
    for (const { status, code } of answers) this.count('as it happened', code ?? status)
    const byHousehold = [...grouped(redemptions, (r) => r.household)]
    await Promise.all(byHousehold.map(([household, own]) => this.ask('a second time', household, own)))
  }
}

test.skipIf(missing)(
  'every coupon that the households of a real shop redeemed is taken, and none of them otherwise than it was given',
  { timeout: 300_000 },
  async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2016-06-01T17:00:00Z') })
    const at = (what: keyof typeof names) => files[what] as string
    const campaigns = readCampaigns({ descriptions: at('descriptions'), campaigns: at('campaigns'), coupons: at('coupons') })
    const redemptions = readRedemptions(at('redemptions'))
    const { complete_journey: truth } = JSON.parse(readFileSync(at('truth'), 'utf8'))
    const all = [...campaigns.values()]
    expect({
      campaigns: all.length,
      targeted_pairs: all.reduce((sum, campaign) => sum + campaign.households.length, 0),
      targeted_households: new Set(all.flatMap((campaign) => campaign.households)).size,
      coupon_rows: all.reduce((sum, { coupons }) => sum + [...coupons.values()].reduce((rows, products) => rows + products.length, 0), 0),
      coupon_upcs: new Set(all.flatMap((campaign) => [...campaign.coupons.keys()])).size,
      redemptions_odd_campaigns: redemptions.length,
    }).toEqual({ ...truth, first: undefined, last: undefined })

    // The file does not contradict itself: each was sent to the household and falls on a date of the campaign. Fourteen
    // households used two copies of one coupon, on two dates: they were sent two.
    const sent = redemptions.filter((r) => campaigns.get(r.campaign)?.households.includes(r.household))
    const within = redemptions.filter(({ campaign, on }) => {
      const { from = '', until = '' } = campaigns.get(campaign) ?? {}
      return from <= on && on <= until
    })
    const twice = [...grouped(redemptions, (r) => `${r.household} ${couponKey(r)}`).values()].filter((copies) => copies.length > 1)
    expect([sent.length, within.length, twice.map((copies) => copies.length)]).toEqual([855, 855, Array.from({ length: 14 }, () => 2)])

    const { scope } = await mintTenant({ program: journeyProgram, currency: 'USD', timeZone: journeyProgram.timeZone })
    const replay = new Replay(scope, campaigns, await setUpJourney(scope, campaigns, redemptions))
    await replay.changed(redemptions)
    for (const [on, ofDate] of grouped(redemptions, (r) => r.on)) await replay.happened(on, ofDate)
    expect(replay.outcomes).toEqual({
      'a day too early': { not_yet: 855 },
      'a day too late': { over: 855 },
      'by another household': { unknown: 855 },
      'for another product': { no_goods: 855 },
      'as it happened': { applied: 855 },
      'a second time': { used: 855 },
    })
    const [row] = await database.owner<{ used: number; off: number; paid: number; held: number }[]>`
      select count(*) filter (where state = 'used')::int as used, sum(off)::int as off, sum(paid)::int as paid,
             count(*) filter (where state = 'locked')::int as held
      from coupons where tenant_id = ${scope.tenantId}`
    expect(row).toEqual({ used: 855, off: 85_500, paid: 855 * 199, held: 0 })
    expect(await inTenant(scope, 'audit:read', checkCoupons)).toEqual([])
  },
)
