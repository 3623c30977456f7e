import * as z from 'zod'
import { FieldValues } from '../vocabulary'

const short = z.string().trim().min(1).max(64)
const money = z.int().min(0).max(9_000_000_000_000)

/**
 * One line of a cart. `amount` is what the whole line costs at the list price; below zero for goods handed back in an
 * exchange. The other prices are of the whole line too.
 */
export const CartLine = z.strictObject({
  line: short.optional().describe('The line’s own name in the cart; its place, from 1, when left out'),
  sku: short.optional(),
  category: short.optional(),
  quantity: z.int().min(1).max(1_000_000).default(1),
  amount: z.int().min(-9_000_000_000_000).max(9_000_000_000_000).describe('List price of the whole line, in minor units'),
  activity_amount: money.optional().describe('At the activity price, which comes before all other discounts'),
  limited_amount: money.optional().describe('At the limited-time price; the better of it and the member price counts'),
  member_amount: money.optional().describe('At the member price that the shop has set; counts for members who have the benefit'),
  selected: z.boolean().default(true).describe('Whether it is bought now; a line left in the cart meets no threshold'),
  fields: FieldValues.optional(),
})
export type CartLine = z.infer<typeof CartLine>

export const Cart = z.strictObject({
  channel: short.default('default'),
  lines: z
    .array(CartLine)
    .min(1)
    .max(500)
    .refine((lines) => new Set(lines.map((l, i) => l.line ?? String(i + 1))).size === lines.length, 'quote.line_twice'),
  shipping: money.default(0).describe('What shipping costs before discounts'),
})
export type Cart = z.infer<typeof Cart>

/** What the member wishes: named coupons in that order, the best ones, or none; so many points, the most, or none. */
export const Choices = z.strictObject({
  coupons: z.union([z.literal('best'), z.array(short).max(5)]).default('best'),
  points: z.union([z.literal('most'), z.int().min(0).max(1_000_000_000)]).default(0),
})
export type Choices = z.infer<typeof Choices>
