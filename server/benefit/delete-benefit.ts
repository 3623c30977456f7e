import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { benefits } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { BenefitId, benefitToEdit } from './find-benefit'

export const BenefitRemoval = z.strictObject({ benefitId: BenefitId, revision: z.int().min(0) })
export type BenefitRemoval = z.infer<typeof BenefitRemoval>

/** Takes one of the merchant's own benefits out of the draft; what members had of it stays written down. What the software verifies is refused. */
export const deleteBenefit = (scope: TenantScope, { benefitId, revision }: BenefitRemoval): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const before = await benefitToEdit(tx, benefitId, revision)
    if (before.kind !== 'counter') throw new Refusal('invalid', 'benefit.always_there')
    await tx.orm.delete(benefits).where(and(eq(benefits.tenantId, scope.tenantId), eq(benefits.id, benefitId)))
    const { name, spec } = before
    await audit(tx, { action: 'benefit.deleted', subject: 'benefit', subjectId: benefitId, before: { name, ...spec } })
  })
