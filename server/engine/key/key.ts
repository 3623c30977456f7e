import * as z from 'zod'

/** What a key may do for the merchant's own systems. */
export const keyScopeWords = ['events:write', 'members:read', 'checkout:write', 'coupons:write', 'redemptions:write'] as const

export const KeyDraft = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: z
    .array(z.enum(keyScopeWords))
    .min(1)
    .transform((scopes) => [...new Set(scopes)]),
})
export type KeyDraft = z.infer<typeof KeyDraft>
