import * as z from 'zod'

const code = z.string().trim().min(1).max(64)
const member = code.describe('The member’s code')
const template = z.uuid().toLowerCase().describe('The coupon template, by its id')
const instant = z.iso.datetime()
const standing = z.enum(['usable', 'not_yet', 'over', 'locked', 'used', 'withdrawn'])

/** What a member claims. Unknown fields are refused. */
export const ClaimRequest = z.strictObject({ member, template }).meta({ id: 'ClaimRequest' })

/** The code that a member brings. */
export const CodeRequest = z
  .strictObject({ member, code: code.describe('As it was printed or typed: capitals, blanks and hyphens do not matter') })
  .meta({ id: 'CodeRequest' })

/** What a merchant's system gives a member. */
export const IssueRequest = z
  .strictObject({
    member,
    template,
    count: z.int().min(1).max(20).default(1),
    reason: z.string().trim().min(1).max(200).describe('Why, for the merchant’s own record'),
  })
  .meta({ id: 'IssueRequest' })

/** A coupon as it was given: what does not change with its later life. */
export const GivenResponse = z
  .object({
    id: z.uuid(),
    number: z.string().describe('What staff type or scan: twelve digits'),
    template: z.object({ id: z.uuid(), name: z.string() }),
    valid_from: z.iso.date(),
    valid_until: z.iso.date().describe('The last day, included'),
    issued_at: instant,
  })
  .meta({ id: 'GivenCoupon' })
export type GivenResponse = z.infer<typeof GivenResponse>

export const IssueResponse = z.object({ coupons: z.array(GivenResponse) }).meta({ id: 'GivenCoupons' })
export type IssueResponse = z.infer<typeof IssueResponse>

const kind = z.enum(['fixed', 'percent', 'exchange', 'free_shipping'])

/** What a member has, or had, newest first. */
export const CouponsResponse = z
  .object({
    total: z.int(),
    coupons: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        template: z.object({ id: z.uuid(), name: z.string(), note: z.string(), color: z.string() }),
        kind,
        sentence: z.string().describe('What it does and where, as the member reads it'),
        state: standing.describe('As of today: usable; not_yet and over by its dates; locked by a checkout; used; withdrawn'),
        valid_from: z.iso.date(),
        valid_until: z.iso.date(),
        issued_at: instant,
        used_at: instant.nullable(),
        order: z.object({ channel: z.string(), order_no: z.string() }).nullable().describe('The order that used it'),
        off: z.int().nullable().describe('What it took off, in minor units'),
      }),
    ),
  })
  .meta({ id: 'Coupons' })
export type CouponsResponse = z.infer<typeof CouponsResponse>

/** What a member may claim. */
export const ClaimableResponse = z
  .object({
    coupons: z.array(
      z.object({
        template: z.uuid(),
        name: z.string(),
        note: z.string(),
        color: z.string(),
        kind,
        sentence: z.string(),
        from: z.iso.date().nullable().describe('First day on which it can be claimed'),
        until: z.iso.date().nullable(),
        left: z.int().nullable().describe('How many there still are; null for no end'),
        may: z.boolean().describe('Whether the member may claim one now'),
        why_not: z
          .object({ code: z.string(), detail: z.string() })
          .nullable()
          .describe('The first thing that stands in the way, such as a tier that the member is not on'),
      }),
    ),
  })
  .meta({ id: 'ClaimableCoupons' })
export type ClaimableResponse = z.infer<typeof ClaimableResponse>
