import * as z from 'zod'

/** What a list of members can be put in order by. */
export const MemberSort = z.enum(['joined', 'points', 'net_spend', 'last_order', 'code'])
export type MemberSort = z.infer<typeof MemberSort>

/** What is asked of the list of members; the page keeps it in its address. */
export const MemberQuery = z.strictObject({
  search: z.string().trim().max(80).default(''),
  /** The id of a tier, or `none` for members below the first threshold. */
  tier: z.string().max(64).optional(),
  storeId: z.uuid().optional(),
  sort: MemberSort.default('joined'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
})
export type MemberQuery = z.infer<typeof MemberQuery>
