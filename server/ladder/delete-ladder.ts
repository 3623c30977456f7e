import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { ladders, tiers } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const LadderRemoval = z.strictObject({ ladderId: z.uuid(), revision: z.int().min(1) })
export type LadderRemoval = z.infer<typeof LadderRemoval>

/**
 * Takes a ladder with its tiers and its growth rules out of the draft. The primary one stays, and so does the last: rules
 * and pages lean on it. Members lose their places on it when the next version takes effect.
 */
export const deleteLadder = (scope: TenantScope, { ladderId, revision }: LadderRemoval): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { tenantId } = scope
    const all = await tx.orm.select().from(ladders).where(eq(ladders.tenantId, tenantId))
    const before = all.find((ladder) => ladder.id === ladderId)
    if (!before) throw new Refusal('not_found', 'ladder.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ladderId)
    if (all.length === 1) throw new Refusal('invalid', 'ladder.last_one', { details: { name: before.name } })
    if (before.isPrimary) throw new Refusal('invalid', 'ladder.primary_stays', { details: { name: before.name } })
    const names = await tx.orm
      .select({ name: tiers.name })
      .from(tiers)
      .where(and(eq(tiers.tenantId, tenantId), eq(tiers.ladderId, ladderId)))
    await tx.orm.delete(ladders).where(and(eq(ladders.tenantId, tenantId), eq(ladders.id, ladderId)))
    await audit(tx, {
      action: 'ladder.deleted',
      subject: 'ladder',
      subjectId: ladderId,
      before: { name: before.name, spec: before.spec, tiers: names.map((tier) => tier.name) },
    })
  })
