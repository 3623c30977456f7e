import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { tiers } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { settlePlaces, tiersOf } from './place-tier'

export const TierRemoval = z.strictObject({ tierId: z.uuid(), revision: z.int().min(1) })
export type TierRemoval = z.infer<typeof TierRemoval>

/** Takes a rung out of the draft. Members who stand on it are placed anew when the next version takes effect. */
export const deleteTier = (scope: TenantScope, { tierId, revision }: TierRemoval): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(tiers.tenantId, scope.tenantId), eq(tiers.id, tierId))
    const [before] = await tx.orm.select().from(tiers).where(here)
    if (!before) throw new Refusal('not_found', 'tier.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, tierId)
    const { rows } = await tiersOf(tx, before.ladderId)
    if (rows.length === 1) throw new Refusal('invalid', 'tier.last_of_ladder', { details: { name: before.name } })
    await tx.orm.delete(tiers).where(here)
    await settlePlaces(
      tx,
      rows.filter((row) => row.id !== tierId),
    )
    await audit(tx, {
      action: 'tier.deleted',
      subject: 'tier',
      subjectId: tierId,
      before: { code: before.code, name: before.name, threshold: before.threshold },
    })
  })
