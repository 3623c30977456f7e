import type { CouponOutcome, Quote } from './answer'
import { type Kind, kindsOf } from './kind'
import type { Pricing } from './pricing'
import { Search } from './search'
import { tell } from './tell'
import { type Refused, refusedBeside, type Wish } from './wish'

/** The quote with the coupons that leave the least to pay; all others say why not they. */
export function bestOf(pricing: Pricing, wishes: readonly Wish[]): Quote {
  const kinds = kindsOf(wishes, pricing.maxCoupons)
  const search = new Search(pricing, kinds)
  const taken: Wish[] = []
  const times = new Int32Array(kinds.length)
  for (const k of search.find()) {
    taken.push((kinds[k] as Kind).coupons[times[k] as number] as Wish)
    times[k] = (times[k] as number) + 1
  }
  const answer = tell(pricing, taken)
  if (taken.length === wishes.length) return answer
  const rejections = new Rejections(pricing, search, kinds, times, taken)
  for (const wish of wishes) if (!taken.includes(wish)) answer.coupons.push(rejections.of(wish))
  return answer
}

/** Why coupons are not among the best. */
class Rejections {
  private readonly known: (Refused | null)[]

  constructor(
    private readonly pricing: Pricing,
    private readonly search: Search,
    private readonly kinds: readonly Kind[],
    private readonly times: Int32Array,
    private readonly taken: readonly Wish[],
  ) {
    this.known = kinds.map(() => null)
  }

  of(wish: Wish): CouponOutcome {
    const refused = wish.refused ?? this.ofKind(this.kinds.findIndex(({ take }) => take === wish.take))
    return { coupon: wish.coupon, template: wish.held?.template.id ?? null, applied: false, ...refused }
  }

  /** The coupons of a kind are alike, and so is what stands against them. */
  private ofKind(k: number): Refused {
    this.known[k] ??= this.judge(k)
    return this.known[k]
  }

  private judge(k: number): Refused {
    const { coupons, take } = this.kinds[k] as Kind
    const times = this.times[k] as number
    const wish = coupons[times] as Wish
    if (times === 0) {
      const alone = this.search.canBeAlone(k) ? null : this.refusalOf(wish, [])
      if (alone !== null) return alone
    } else if (times >= take.limit) return { because: 'too_many_of_kind' }
    const beside = refusedBeside(take, this.taken, this.pricing.maxCoupons)
    const payable = this.search.cheapestWith(k, times + 1)
    if (payable === null) return beside ?? { because: 'costlier' }
    if (payable === Number.POSITIVE_INFINITY) return beside ?? this.refusalOf(wish, this.taken) ?? { because: 'no_effect' }
    const detail = payable - this.search.payable
    if (detail === 0) return beside ?? { because: 'no_effect' }
    return beside?.other === undefined ? { because: 'costlier', detail } : { because: 'costlier', detail, other: beside.other }
  }

  /** What refuses a coupon behind others, or nothing. */
  private refusalOf(wish: Wish, behind: readonly Wish[]): Refused | null {
    const outcome = tell(this.pricing, [...behind, wish]).coupons[behind.length]
    if (outcome === undefined || outcome.applied) return null
    const { because, detail, other } = outcome
    return { because, ...(detail === undefined ? {} : { detail }), ...(other === undefined ? {} : { other }) }
  }
}
