import { allocate } from '../money/allocate'
import type { CouponOutcome, PointsWhy, Quote, QuotedLine, ReductionOutcome, Stage } from './answer'
import { sumOver } from './basket'
import { priceOutcomes, shippingOutcomes } from './campaigns'
import { pointsAt, whyNotMore, worthOf } from './points'
import type { Pricing } from './pricing'
import { type Reduced, reduce } from './reduction'
import { ABOVE, BELOW, offNow, type Take, takeOff } from './take'
import { type Refused, refusedBeside, type Wish } from './wish'

/** A cart on its way through the stages. */
class Telling {
  private readonly amounts: Float64Array
  private readonly size: number
  private readonly all: Int32Array
  private readonly reduced: Reduced
  private readonly byReduction: Float64Array
  private readonly byCoupon: Float64Array
  private readonly byPoints: Float64Array
  private readonly reductions: ReductionOutcome[] = []
  private readonly outcomes: CouponOutcome[] = []
  private readonly cascade: Quote['cascade'] = []
  private points = 0
  private most = 0
  private worth = 0
  private why: PointsWhy | null = null
  /** What coupons have taken off the goods, and off shipping. */
  private couponOff = 0
  private shippingOff = 0

  constructor(
    private readonly pricing: Pricing,
    private readonly wishes: readonly Wish[],
  ) {
    const { basket } = pricing
    this.size = basket.size
    this.amounts = basket.priced.slice()
    this.all = Int32Array.from({ length: basket.size }, (_, i) => i)
    this.reduced = { left: basket.left, freed: false, gives: 0 }
    this.byReduction = new Float64Array(basket.size)
    this.byCoupon = new Float64Array(basket.size)
    this.byPoints = new Float64Array(basket.size)
  }

  /** Runs every stage. Answers the coupons for free shipping that came to nothing because it is free anyway. */
  run(): ReadonlySet<string> {
    const { basket, order } = this.pricing
    const activity = sumOver(this.all, basket.activity)
    this.stage('activity', activity, basket.goods - activity)
    this.stage('price', basket.goods - activity - basket.left, basket.left)
    for (const name of order.split('_') as Stage[]) {
      const before = this.reduced.left
      if (name === 'reduction') this.reductionStage()
      else if (name === 'coupon') this.couponStage()
      else this.pointsStage()
      this.stage(name, before - this.reduced.left, this.reduced.left)
    }
    const idle = new Set<string>()
    if (this.shippingOff > 0 && this.freeBy() !== null)
      for (const [i, outcome] of this.outcomes.entries())
        if (outcome.applied && this.wishes[i]?.take?.kind === 'free_shipping') idle.add(outcome.coupon)
    return idle
  }

  private stage(stage: Stage, off: number, left: number): void {
    this.cascade.push({ stage, off, left })
  }

  private reductionStage(): void {
    const { reductions, scratch, minimum } = this.pricing
    const before = this.amounts.slice()
    const keep = this.couponOff > 0 || this.worth > 0 ? minimum : 0
    reduce(reductions, this.amounts, 0, keep, this.reduced, scratch, { outcomes: this.reductions, size: this.size })
    this.note(before, this.byReduction)
  }

  private note(before: Float64Array, column: Float64Array): void {
    for (let i = 0; i < this.size; i++) column[i] = (column[i] as number) + (before[i] as number) - (this.amounts[i] as number)
  }

  private couponStage(): void {
    const { pricing, wishes } = this
    const taken: Wish[] = []
    for (const wish of wishes) {
      const refused = wish.refused ?? refusedBeside(wish.take as Take, taken, pricing.maxCoupons)
      if (refused !== null) {
        this.refuse(wish, refused)
        continue
      }
      const take = wish.take as Take
      const room = this.reduced.left - pricing.minimum
      const shipping = this.reduced.freed ? 0 : pricing.basket.shipping - this.shippingOff
      const off = offNow(take, this.amounts, 0, room, shipping, pricing.scratch)
      if (off <= 0) {
        this.refuse(wish, this.whyNothing(take, off))
        continue
      }
      taken.push(wish)
      const before = this.amounts.slice()
      takeOff(take, off, this.amounts, 0, 0, this.size, pricing.scratch)
      if (take.kind === 'free_shipping') this.shippingOff += off
      else {
        this.couponOff += off
        this.reduced.left -= off
      }
      this.note(before, this.byCoupon)
      const split = Array.from(before, (amount, i) => amount - (this.amounts[i] as number))
      this.outcomes.push({ coupon: wish.coupon, template: take.template.id, applied: true, off, split })
    }
  }

  private refuse({ coupon, held }: Wish, refused: Refused): void {
    this.outcomes.push({ coupon, template: held?.template.id ?? null, applied: false, ...refused })
  }

  private whyNothing(take: Take, off: number): Refused {
    const asked = sumOver(take.asked, this.amounts)
    if (off === BELOW) return { because: 'below', detail: take.least - asked }
    if (off === ABOVE) return { because: 'above', detail: asked - take.most }
    return { because: 'no_effect' }
  }

  private pointsStage(): void {
    const { purse, largest, wish } = this.pricing
    const { left } = this.reduced
    if (largest !== null) this.most = pointsAt(largest, left)
    if (purse === null) {
      this.why = wish === 0 || largest !== null ? null : 'not_offered'
      return
    }
    this.points = pointsAt(purse, left)
    this.why = whyNotMore(purse, left, this.points)
    if (this.points === 0) return
    this.worth = worthOf(purse, this.points)
    const split = splitOver(this.worth, this.amounts)
    for (let i = 0; i < this.size; i++) {
      this.byPoints[i] = split[i] as number
      this.amounts[i] = (this.amounts[i] as number) - (split[i] as number)
    }
    this.reduced.left -= this.worth
  }

  /** What makes shipping free, once everything has been taken; points are a way to pay and do not count against it. */
  private freeBy(): 'reduction' | 'benefit' | 'campaign' | null {
    const { freeByBenefit, freeFrom } = this.pricing
    const left = this.reduced.left + this.worth
    if (left >= freeByBenefit) return 'benefit'
    if (this.reduced.freed) return 'reduction'
    return left >= freeFrom ? 'campaign' : null
  }

  answer(): Quote {
    const { pricing, reduced, size } = this
    const { basket, version, available } = pricing
    const by = this.freeBy()
    const off = by === null ? this.shippingOff : basket.shipping
    const free = basket.shipping === 0 || off < basket.shipping ? null : (by ?? 'coupon')
    const payable = reduced.left + basket.shipping - off
    const lines: QuotedLine[] = []
    for (let i = 0; i < size; i++) lines.push(this.lineAt(i))
    const quote: Quote = {
      version,
      lines,
      goods: basket.goods,
      cascade: [...this.cascade, { stage: 'shipping', off, left: payable }],
      discounts: {
        activity: sumOver(this.all, basket.activity),
        limited: sumOver(this.all, basket.limited),
        member: sumOver(this.all, basket.member),
        reduction: sumOver(this.all, this.byReduction),
        coupon: this.couponOff,
        points: this.worth,
      },
      shipping: { full: basket.shipping, off, payable: basket.shipping - off, free },
      payable,
      coupons: this.outcomes,
      reductions: this.reductions,
      points: {
        used: this.points,
        worth: this.worth,
        available,
        most: this.most,
        split: splitOver(this.points, this.byPoints),
        why: this.why,
      },
      gives: reduced.gives,
    }
    if (pricing.campaigns !== null)
      quote.campaigns = [
        ...priceOutcomes(pricing),
        ...shippingOutcomes(pricing, reduced.left + this.worth, free),
        ...pricing.campaigns.refused,
      ]
    return quote
  }

  private lineAt(i: number): QuotedLine {
    const { basket } = this.pricing
    const line = basket.lines[i]
    return {
      line: basket.names[i] as string,
      sku: line?.sku ?? null,
      category: line?.category ?? null,
      quantity: line?.quantity ?? 1,
      initial: basket.initial[i] as number,
      activity: basket.activity[i] as number,
      limited: basket.limited[i] as number,
      member: basket.member[i] as number,
      reduction: this.byReduction[i] as number,
      coupon: this.byCoupon[i] as number,
      points: this.byPoints[i] as number,
      payable: this.amounts[i] as number,
    }
  }
}

/** Parts of a whole in proportion to what lines come to; those below zero have no part in it. */
function splitOver(total: number, amounts: Float64Array): number[] {
  const weights = Array.from(amounts, (amount) => Math.max(0, amount))
  return total === 0 ? weights.fill(0) : allocate(total, weights)
}

/** The quote that comes of coupons taken in an order; those that cannot be taken say why. */
export function tell(pricing: Pricing, wishes: readonly Wish[]): Quote {
  const telling = new Telling(pricing, wishes)
  const idle = telling.run()
  if (idle.size === 0) return telling.answer()
  // A coupon that came to nothing must not keep others away: they are asked again without it.
  const refused: Refused = { because: 'no_effect' }
  return tell(
    pricing,
    wishes.map((wish) => (idle.has(wish.coupon) ? { ...wish, refused } : wish)),
  )
}
