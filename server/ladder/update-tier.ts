import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { tiers } from '@/db/schema'
import { TierDraft } from '@/server/engine/ladder/ladder'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { refuseMisplaced, tierColumns, tiersOf } from './place-tier'

export const TierChange = TierDraft.extend({ tierId: z.uuid(), revision: z.int().min(1) })
export type TierChange = z.infer<typeof TierChange>

/** Changes a rung of the draft. Its threshold stays between its neighbours' or goes away, which leaves it in its place; refuses when somebody changed it meanwhile. */
export const updateTier = (scope: TenantScope, { tierId, revision, ...draft }: TierChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(tiers.tenantId, scope.tenantId), eq(tiers.id, tierId))
    const [before] = await tx.orm.select().from(tiers).where(here)
    if (!before) throw new Refusal('not_found', 'tier.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, tierId)
    const { rows, written } = await tiersOf(tx, before.ladderId)
    refuseMisplaced(draft, rows, written, tierId)
    await tx.orm
      .update(tiers)
      .set({ ...tierColumns(draft), revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    const { code, name, color, icon, threshold, bonusBps, more } = before
    await audit(tx, {
      action: 'tier.updated',
      subject: 'tier',
      subjectId: tierId,
      before: { code, name, color, icon, threshold, bonusBps, ...more },
      after: draft,
    })
    return { revision: revision + 1 }
  })
