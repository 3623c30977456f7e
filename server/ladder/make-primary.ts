import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { ladders } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'

export const PrimaryChoice = z.strictObject({ ladderId: z.uuid() })
export type PrimaryChoice = z.infer<typeof PrimaryChoice>

/** Makes a ladder of the draft the primary one: the one whose tier rules, lists and reports go by. */
export const makePrimary = (scope: TenantScope, { ladderId }: PrimaryChoice): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { tenantId } = scope
    const all = await tx.orm.select().from(ladders).where(eq(ladders.tenantId, tenantId))
    const chosen = all.find((ladder) => ladder.id === ladderId)
    if (!chosen) throw new Refusal('not_found', 'ladder.not_found')
    for (const ladder of all) {
      const isPrimary = ladder.id === ladderId
      if (ladder.isPrimary === isPrimary) continue
      await tx.orm
        .update(ladders)
        .set({ isPrimary, revision: ladder.revision + 1, updatedAt: now().toISOString() })
        .where(and(eq(ladders.tenantId, tenantId), eq(ladders.id, ladder.id)))
    }
    await audit(tx, {
      action: 'ladder.made_primary',
      subject: 'ladder',
      subjectId: ladderId,
      before: { name: all.find((ladder) => ladder.isPrimary)?.name },
      after: { name: chosen.name },
    })
  })
