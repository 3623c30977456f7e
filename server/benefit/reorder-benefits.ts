import { and, asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { benefits } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const BenefitOrder = z.strictObject({ benefitIds: z.array(z.uuid()).min(1).max(100) })
export type BenefitOrder = z.infer<typeof BenefitOrder>

/** Puts the merchant's own benefits in the order in which they are shown; those the software verifies keep theirs. */
export const reorderBenefits = (scope: TenantScope, { benefitIds }: BenefitOrder): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const own = and(eq(benefits.tenantId, scope.tenantId), eq(benefits.kind, 'counter'))
    const rows = await tx.orm
      .select({ id: benefits.id, name: benefits.name })
      .from(benefits)
      .where(own)
      .orderBy(asc(benefits.position), asc(benefits.id))
    const names = new Map(rows.map((row) => [row.id, row.name]))
    if (benefitIds.some((id) => !names.has(id))) throw new Refusal('not_found', 'benefit.not_found')
    // Somebody added one meanwhile.
    if (benefitIds.length !== rows.length || new Set(benefitIds).size !== rows.length) await refuseStaleEdit(tx, rows.at(-1)?.id ?? '')
    for (const [position, id] of benefitIds.entries()) {
      await tx.orm
        .update(benefits)
        .set({ position })
        .where(and(eq(benefits.tenantId, scope.tenantId), eq(benefits.id, id)))
    }
    await audit(tx, {
      action: 'benefit.reordered',
      subject: 'benefit',
      subjectId: scope.tenantId,
      before: rows.map((row) => row.name),
      after: benefitIds.map((id) => names.get(id)),
    })
  })
