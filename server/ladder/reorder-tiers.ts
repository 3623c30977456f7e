import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { tiers } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { tiersOf } from './place-tier'

export const TierOrder = z.strictObject({ ladderId: z.uuid(), tierIds: z.array(z.uuid()).min(1).max(30) })
export type TierOrder = z.infer<typeof TierOrder>

/**
 * Puts the rungs of the draft in another order, lowest first. The thresholds stay where they are and the tiers that have
 * one take their places in the new order; a tier given by hand only goes where it was put and keeps being without.
 */
export const reorderTiers = (scope: TenantScope, { ladderId, tierIds }: TierOrder): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { rows } = await tiersOf(tx, ladderId)
    const byId = new Map(rows.map((row) => [row.id, row]))
    // Somebody added or took away a rung meanwhile.
    if (tierIds.length !== rows.length || tierIds.some((id) => !byId.has(id)) || new Set(tierIds).size !== rows.length) {
      if (tierIds.some((id) => !byId.has(id))) throw new Refusal('not_found', 'tier.not_found')
      await refuseStaleEdit(tx, ladderId)
    }
    const thresholds = rows.flatMap((row) => (row.threshold === null ? [] : [row.threshold])).sort((a, b) => a - b)
    for (const [position, id] of tierIds.entries()) {
      const row = byId.get(id)
      if (!row) continue
      const threshold = row.threshold === null ? null : (thresholds.shift() ?? row.threshold)
      if (row.threshold === threshold && row.position === position) continue
      await tx.orm
        .update(tiers)
        .set({
          position,
          threshold,
          // Only what a form shows makes an open form stale.
          ...(row.threshold === threshold ? {} : { revision: row.revision + 1, updatedAt: now().toISOString() }),
        })
        .where(and(eq(tiers.tenantId, scope.tenantId), eq(tiers.id, id)))
    }
    await audit(tx, {
      action: 'ladder.reordered',
      subject: 'ladder',
      subjectId: ladderId,
      before: rows.map((row) => row.name),
      after: tierIds.map((id) => byId.get(id)?.name),
    })
  })
