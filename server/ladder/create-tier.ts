import * as z from 'zod'
import { tiers } from '@/db/schema'
import { TierDraft } from '@/server/engine/ladder/ladder'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { placeOfNew, refuseMisplaced, settlePlaces, tierColumns, tiersOf } from './place-tier'

export const NewTier = TierDraft.extend({ ladderId: z.uuid() })
export type NewTier = z.infer<typeof NewTier>

/** The most rungs a ladder may have. */
const MOST = 30

/**
 * Adds a rung to the draft; its threshold decides its place, and one given by hand only comes on top. Refuses a code,
 * name or threshold that another rung has.
 */
export const createTier = (scope: TenantScope, { ladderId, ...draft }: NewTier): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { rows, written } = await tiersOf(tx, ladderId)
    if (rows.length >= MOST) throw new Refusal('invalid', 'tier.too_many', { details: { most: MOST } })
    refuseMisplaced(draft, rows, written, null)
    const [id, position] = [newId(), placeOfNew(draft.threshold, rows)]
    await tx.orm.insert(tiers).values({ tenantId: scope.tenantId, id, ladderId, ...tierColumns(draft), position })
    await settlePlaces(tx, [...rows.slice(0, position), { id, position }, ...rows.slice(position)])
    await audit(tx, { action: 'tier.created', subject: 'tier', subjectId: id, after: draft })
    return { id }
  })
