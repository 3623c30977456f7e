import * as z from 'zod'

const name = z.string().trim().min(1).max(64)
const list = (most: number) => z.array(name).min(1).max(most)

/**
 * Which lines of a cart something holds for, and where. Goods and categories together mean either; what is excepted is
 * out whatever else names it. Everything when empty. Stores by their ids, tiers by theirs.
 */
export const Scope = z.strictObject({
  skus: list(20_000).optional(),
  categories: list(500).optional(),
  exceptSkus: list(20_000).optional(),
  exceptCategories: list(500).optional(),
  stores: list(2_000).optional(),
  channels: list(50).optional(),
  tiers: list(100).optional(),
})
export type Scope = z.infer<typeof Scope>

/** Whose amount a threshold reads: as the goods cost at first, or as they stand when its turn comes. */
export const Reads = z.enum(['initial', 'current'])
export type Reads = z.infer<typeof Reads>

const money = z.int().min(0).max(9_000_000_000_000)

/** What the lines in scope must come to, both ends included, in minor units. */
export const Threshold = z
  .strictObject({ reads: Reads.default('current'), least: money.optional(), most: money.optional() })
  .refine((t) => t.least !== undefined || t.most !== undefined, { path: ['least'], message: 'coupon.threshold_empty' })
  .refine((t) => t.least === undefined || t.most === undefined || t.least <= t.most, {
    path: ['most'],
    message: 'coupon.threshold_upside_down',
  })
export type Threshold = z.infer<typeof Threshold>
