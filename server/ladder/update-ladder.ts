import { and, eq, ne } from 'drizzle-orm'
import * as z from 'zod'
import { ladders } from '@/db/schema'
import { LadderSpec } from '@/server/engine/ladder/ladder'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { refuseNameTaken } from './name-ladder'

export const LadderChange = z.strictObject({
  ladderId: z.uuid(),
  revision: z.int().min(1),
  name: z.string().trim().min(1).max(40),
  spec: LadderSpec,
})
export type LadderChange = z.infer<typeof LadderChange>

/** Changes in the draft a ladder's name and what moves a member along it. Refuses when somebody changed it meanwhile. */
export const updateLadder = (scope: TenantScope, { ladderId, revision, name, spec }: LadderChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(ladders.tenantId, scope.tenantId), eq(ladders.id, ladderId))
    const [before] = await tx.orm.select().from(ladders).where(here)
    if (!before) throw new Refusal('not_found', 'ladder.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ladderId)
    const others = await tx.orm
      .select({ name: ladders.name })
      .from(ladders)
      .where(and(eq(ladders.tenantId, scope.tenantId), ne(ladders.id, ladderId)))
    refuseNameTaken(name, others)
    await tx.orm
      .update(ladders)
      .set({ name, spec, revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    await audit(tx, {
      action: 'ladder.updated',
      subject: 'ladder',
      subjectId: ladderId,
      before: { name: before.name, spec: before.spec },
      after: { name, spec },
    })
    return { revision: revision + 1 }
  })
