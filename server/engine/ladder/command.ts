import * as z from 'zod'

const id = z.string().min(1).max(64)
const reason = z.string().trim().min(1).max(200)

/** What an operator types to give a tier by hand, or to lock the one there is. `until` is the last day on which it holds. */
export const SetTierForm = z
  .strictObject({
    ladderId: id,
    /** The tier given; the present one stays when left out. */
    tierId: id.optional(),
    until: z.iso.date().optional(),
    /** Whether no rule moves the member meanwhile. */
    locked: z.boolean(),
    reason,
  })
  .refine((form) => form.tierId !== undefined || form.locked, { path: ['tierId'], message: 'tier.nothing_set' })
export type SetTierForm = z.infer<typeof SetTierForm>

/** What an operator types to end a tier given by hand, or a lock. */
export const ReleaseTierForm = z.strictObject({ ladderId: id, reason })
export type ReleaseTierForm = z.infer<typeof ReleaseTierForm>

const command = {
  memberId: z.uuid(),
  /** Made by the sender, so that a repeated click is one command. */
  requestKey: z.string().min(8).max(64),
}

export const SetTierDraft = SetTierForm.safeExtend(command)
export type SetTierDraft = z.infer<typeof SetTierDraft>

export const ReleaseTierDraft = ReleaseTierForm.extend(command)
export type ReleaseTierDraft = z.infer<typeof ReleaseTierDraft>
