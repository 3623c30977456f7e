import * as z from 'zod'
import { Email, NewPassword } from '../account/account'

/** As what somebody works for a merchant. */
export const roleWords = ['owner', 'operator', 'store_manager'] as const

const place = { role: z.enum(roleWords), storeIds: z.array(z.uuid()).max(500).default([]) }

/** A store manager has stores of their own, and nobody else has. */
const storesFitRole = (draft: { role: string; storeIds: string[] }) => (draft.role === 'store_manager') === draft.storeIds.length > 0
const storesNeeded = { message: 'team.stores_needed', path: ['storeIds'] }

/** Who is asked to join, and as what; the link cannot give more. */
export const InvitationDraft = z.object({ email: Email, ...place }).refine(storesFitRole, storesNeeded)
export type InvitationDraft = z.infer<typeof InvitationDraft>

/** What the invited person sends back. Somebody who is signed in as the invited address sends the token alone. */
export const InvitationAnswer = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(60).optional(),
  password: NewPassword.optional(),
})
export type InvitationAnswer = z.infer<typeof InvitationAnswer>

export const TeamMemberChange = z.object({ userId: z.uuid(), ...place }).refine(storesFitRole, storesNeeded)
export type TeamMemberChange = z.infer<typeof TeamMemberChange>
