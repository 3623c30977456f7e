import * as z from 'zod'

const reason = z.string().trim().min(1).max(200)

/** What somebody types to spend a member's points. Whole points, above zero. */
export const SpendForm = z.strictObject({ amount: z.int().min(1).max(1_000_000_000), reason })
export type SpendForm = z.infer<typeof SpendForm>

/** What an operator types to give points (above zero) or take them (below zero). */
export const AdjustForm = z.strictObject({
  amount: z
    .int()
    .min(-1_000_000_000)
    .max(1_000_000_000)
    .refine((n) => n !== 0, 'points.amount_zero'),
  reason,
})
export type AdjustForm = z.infer<typeof AdjustForm>

const command = {
  memberId: z.uuid(),
  /** Made by the sender, so that a repeated click is one command. */
  requestKey: z.string().min(8).max(64),
}

/** Points a member spends, at a store where one is named. */
export const SpendPointsDraft = SpendForm.extend({ ...command, storeId: z.uuid().optional() })
export type SpendPointsDraft = z.infer<typeof SpendPointsDraft>

/** Points an operator gives or takes, with the reason that the member may ask for. */
export const AdjustPointsDraft = AdjustForm.extend(command)
export type AdjustPointsDraft = z.infer<typeof AdjustPointsDraft>

/** Points of an earlier spend that come back, all of them or some. `spendId` is that entry of the member's log. */
export const ReturnPointsDraft = SpendForm.extend({ ...command, spendId: z.uuid().toLowerCase() })
export type ReturnPointsDraft = z.infer<typeof ReturnPointsDraft>
