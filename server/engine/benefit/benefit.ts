import * as z from 'zod'
import { Scope } from '../checkout/scope'
import { Condition } from '../condition/condition'
import { CouponGift, IsoDate } from '../rule/terms'

/**
 * What the software itself gives or shows (系统核销): can be renamed, illustrated and explained, never deleted or switched
 * off. `points_bonus` and `entry_gift` show what the tiers say; flags only tell the merchant's systems and staff.
 */
export const systemBenefits = [
  'member_price',
  'points_bonus',
  'free_shipping',
  'birthday_gift',
  'monthly_coupons',
  'entry_gift',
  'exclusive_coupons',
  'exclusive_goods',
  'members_store',
  'priority_delivery',
  'priority_booking',
  'priority_service',
  'new_product_trial',
  'exclusive_events',
] as const
export type SystemBenefit = (typeof systemBenefits)[number]

/** `counter`: handed over by staff and checked off (线下核销); the merchant's own. */
export const BenefitKind = z.enum([...systemBenefits, 'counter'])
export type BenefitKind = z.infer<typeof BenefitKind>

export const BenefitIcon = z.enum([
  'tag',
  'gift',
  'truck',
  'cake',
  'ticket',
  'star',
  'crown',
  'heart',
  'coffee',
  'calendar',
  'bag',
  'bell',
  'rocket',
  'shield',
  'smile',
])
export type BenefitIcon = z.infer<typeof BenefitIcon>

/** How often a counter-verified benefit can be had, and when. */
export const CounterTerms = z
  .strictObject({
    uses: z.int().min(1).max(1_000),
    per: z.enum(['day', 'week', 'month', 'quarter', 'year', 'ever']),
    from: IsoDate.optional(),
    until: IsoDate.optional(),
    stores: z.array(z.string().min(1).max(64)).min(1).max(2_000).optional(),
  })
  .refine((t) => t.from === undefined || t.until === undefined || t.from <= t.until, {
    path: ['until'],
    message: 'rule.ends_before_start',
  })
export type CounterTerms = z.infer<typeof CounterTerms>

/**
 * What whoever has the benefit gets; which of these a kind takes stands in `termsOfKind`. `offBps`: member price in basis
 * points off. `least`: free shipping from so much on, minor units. `points`, `coupons`: gifts. `day`: of the month.
 * `uses`: more or fewer than the benefit itself says.
 */
export const GrantTerms = z.strictObject({
  offBps: z.int().min(1).max(10_000).optional(),
  scope: Scope.optional(),
  least: z.int().min(0).max(9_000_000_000_000).optional(),
  points: z.int().min(1).max(1_000_000).optional(),
  coupons: z.array(CouponGift).min(1).max(10).optional(),
  day: z.int().min(1).max(31).optional(),
  uses: z.int().min(1).max(1_000).optional(),
})
export type GrantTerms = z.infer<typeof GrantTerms>
type Term = keyof GrantTerms

/** The terms a kind takes: those it needs, one of those it needs at least one of, and those it may have. */
export const termsOfKind: Record<BenefitKind, { needs: Term[]; oneOf: Term[]; may: Term[] }> = {
  member_price: { needs: ['offBps'], oneOf: [], may: ['scope'] },
  points_bonus: { needs: [], oneOf: [], may: [] },
  free_shipping: { needs: [], oneOf: [], may: ['least'] },
  birthday_gift: { needs: [], oneOf: ['points', 'coupons'], may: [] },
  monthly_coupons: { needs: ['day', 'coupons'], oneOf: [], may: [] },
  entry_gift: { needs: [], oneOf: [], may: [] },
  exclusive_coupons: { needs: [], oneOf: [], may: [] },
  exclusive_goods: { needs: [], oneOf: [], may: ['scope'] },
  members_store: { needs: [], oneOf: [], may: [] },
  priority_delivery: { needs: [], oneOf: [], may: [] },
  priority_booking: { needs: [], oneOf: [], may: [] },
  priority_service: { needs: [], oneOf: [], may: [] },
  new_product_trial: { needs: [], oneOf: [], may: [] },
  exclusive_events: { needs: [], oneOf: [], may: [] },
  counter: { needs: [], oneOf: [], may: ['uses'] },
}

/** Who has a benefit: a tier, or whoever meets a condition about members; and what they get. */
export const BenefitGrant = z.strictObject({
  to: z.union([z.strictObject({ tier: z.string().min(1).max(64) }), z.strictObject({ when: Condition })]),
  terms: GrantTerms,
})
export type BenefitGrant = z.infer<typeof BenefitGrant>

export const BenefitSpec = z.strictObject({
  icon: BenefitIcon,
  intro: z.string().trim().max(300),
  /** Of a counter-verified one. */
  counter: CounterTerms.optional(),
  grants: z.array(BenefitGrant).max(60),
})
export type BenefitSpec = z.infer<typeof BenefitSpec>

/** One benefit of the library. A system-verified one has its kind as id and, without a name of its own, the name of its kind. */
export const Benefit = z
  .strictObject({
    id: z.string().min(1).max(64),
    kind: BenefitKind,
    name: z.string().trim().min(1).max(20).nullable(),
    spec: BenefitSpec,
  })
  .superRefine((benefit, context) => {
    const { needs, oneOf, may } = termsOfKind[benefit.kind]
    if ((benefit.kind === 'counter') !== (benefit.spec.counter !== undefined))
      context.addIssue({ code: 'custom', path: ['spec', 'counter'], message: 'benefit.counter_terms' })
    if (benefit.kind === 'counter' && benefit.name === null)
      context.addIssue({ code: 'custom', path: ['name'], message: 'benefit.no_name' })
    for (const [i, { terms }] of benefit.spec.grants.entries()) {
      const at = (term: Term) => ['spec', 'grants', i, 'terms', term]
      for (const term of needs)
        if (terms[term] === undefined) context.addIssue({ code: 'custom', path: at(term), message: 'benefit.term_missing' })
      if (oneOf.length > 0 && oneOf.every((term) => terms[term] === undefined))
        context.addIssue({ code: 'custom', path: at(oneOf[0] as Term), message: 'benefit.term_missing' })
      for (const term of Object.keys(terms) as Term[])
        if (terms[term] !== undefined && ![...needs, ...oneOf, ...may].includes(term))
          context.addIssue({ code: 'custom', path: at(term), message: 'benefit.term_not_taken' })
    }
  })
export type Benefit = z.infer<typeof Benefit>
