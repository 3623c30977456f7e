import * as z from 'zod'
import { tiers } from '@/db/schema'
import { TierDraft } from '@/server/engine/ladder/ladder'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseMisplaced, tiersOf } from './place-tier'

export const NewTier = TierDraft.extend({ ladderId: z.uuid() })
export type NewTier = z.infer<typeof NewTier>

/** The most rungs a ladder may have. */
const MOST = 30

/** Adds a rung to the draft; its threshold decides its place. Refuses a code, name or threshold that another rung has. */
export const createTier = (scope: TenantScope, { ladderId, ...draft }: NewTier): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { rows, written } = await tiersOf(tx, ladderId)
    if (rows.length >= MOST) throw new Refusal('invalid', 'tier.too_many', { details: { most: MOST } })
    refuseMisplaced(draft, rows, written, null)
    const id = newId()
    await tx.orm.insert(tiers).values({ tenantId: scope.tenantId, id, ladderId, ...draft })
    await audit(tx, { action: 'tier.created', subject: 'tier', subjectId: id, after: draft })
    return { id }
  })
