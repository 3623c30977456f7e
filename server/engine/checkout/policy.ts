import * as z from 'zod'
import { IsoDate } from '../rule/terms'
import { Reads, Scope } from './scope'

/**
 * In which order discounts are taken off behind the price itself (activity price, then the better of the limited-time
 * price and the member price). Shipping always comes last.
 */
export const CascadeOrder = z.enum(['reduction_coupon_points', 'coupon_reduction_points', 'reduction_points_coupon'])
export type CascadeOrder = z.infer<typeof CascadeOrder>

const money = z.int().min(1).max(9_000_000_000_000)

/** One rung of a full reduction: from `least` on (minor units, or items), so much off, in money or in basis points, and what else it brings. */
export const ReductionRung = z
  .strictObject({
    least: money,
    off: money.optional(),
    offBps: z.int().min(1).max(10_000).optional(),
    points: z.int().min(1).max(1_000_000).optional(),
    freeShipping: z.boolean().optional(),
  })
  .refine((r) => r.off === undefined || r.offBps === undefined, { path: ['offBps'], message: 'checkout.rung_two_ways' })
  .refine((r) => r.off !== undefined || r.offBps !== undefined || r.points !== undefined || r.freeShipping === true, {
    path: ['off'],
    message: 'checkout.rung_empty',
  })
export type ReductionRung = z.infer<typeof ReductionRung>

/** Full reduction (满减): the highest rung that the goods in scope reach applies, and only that one. */
export const FullReduction = z
  .strictObject({
    id: z.string().min(1).max(64),
    name: z.string().trim().min(1).max(40),
    enabled: z.boolean(),
    by: z.enum(['amount', 'quantity']),
    reads: Reads,
    scope: Scope,
    rungs: z.array(ReductionRung).min(1).max(10),
    from: IsoDate.optional(),
    until: IsoDate.optional(),
  })
  .superRefine((r, context) => {
    const sunk = r.rungs.findIndex((rung, i) => rung.least <= (r.rungs[i - 1]?.least ?? 0))
    if (sunk > 0) context.addIssue({ code: 'custom', path: ['rungs', sunk, 'least'], message: 'checkout.rungs_do_not_rise' })
  })
  .refine((r) => r.from === undefined || r.until === undefined || r.from <= r.until, {
    path: ['until'],
    message: 'rule.ends_before_start',
  })
export type FullReduction = z.infer<typeof FullReduction>

/** Points as cash: `points` are worth `worth` minor units. At least, in whole multiples of, at most so many for one order, and no more than a share of what is to be paid. */
export const PointsAsCash = z
  .strictObject({
    points: z.int().min(1).max(1_000_000),
    worth: z.int().min(1).max(1_000_000),
    least: z.int().min(1).max(1_000_000_000).optional(),
    step: z.int().min(1).max(1_000_000).optional(),
    maxShareBps: z.int().min(1).max(10_000).optional(),
    maxPoints: z.int().min(1).max(1_000_000_000).optional(),
  })
  .refine((p) => p.least === undefined || p.maxPoints === undefined || p.least <= p.maxPoints, {
    path: ['maxPoints'],
    message: 'checkout.most_below_least',
  })
export type PointsAsCash = z.infer<typeof PointsAsCash>

/** How a price comes about at checkout, and what of it comes back. Part of the program and of each version. */
export const CheckoutPolicy = z.strictObject({
  order: CascadeOrder,
  /** What is to be paid for goods at least once a coupon or points have been taken off, in minor units. */
  minimumPayable: z.int().min(0).max(1_000_000),
  /** How many coupons one order takes. */
  maxCoupons: z.int().min(1).max(5),
  reductions: z.array(FullReduction).max(20),
  pointsAsCash: PointsAsCash.optional(),
  /** What of a coupon bought with points comes back when the whole order does: the coupon, or its points. */
  boughtCoupons: z.enum(['coupon', 'points']),
})
export type CheckoutPolicy = z.infer<typeof CheckoutPolicy>

/** Where nothing has been set: no reductions, no points as cash, one 分 to pay at least. */
export const plainCheckout: CheckoutPolicy = {
  order: 'reduction_coupon_points',
  minimumPayable: 1,
  maxCoupons: 5,
  reductions: [],
  boughtCoupons: 'coupon',
}
