import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { benefits } from '@/db/schema'
import { BenefitIcon, BenefitSpec, CounterTerms } from '@/server/engine/benefit/benefit'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseNameTaken, refuseUnknown } from './find-benefit'

/** The most benefits of its own that a merchant may have. */
const MOST = 60

export const NewBenefit = z.strictObject({
  name: z.string().trim().min(1).max(20),
  icon: BenefitIcon,
  intro: BenefitSpec.shape.intro,
  counter: CounterTerms,
})
export type NewBenefit = z.infer<typeof NewBenefit>

/** Adds to the draft a benefit that staff hand over and check off; nobody has it until it is granted. */
export const createBenefit = (scope: TenantScope, { name, icon, intro, counter }: NewBenefit): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { tenantId } = scope
    const own = await tx.orm
      .select({ position: benefits.position })
      .from(benefits)
      .where(and(eq(benefits.tenantId, tenantId), eq(benefits.kind, 'counter')))
    if (own.length >= MOST) throw new Refusal('invalid', 'benefit.too_many', { details: { most: MOST } })
    await refuseNameTaken(tx, name, null)
    await refuseUnknown(tx, { stores: counter.stores })
    const id = newId()
    const position = 1 + Math.max(-1, ...own.map((row) => row.position))
    await tx.orm.insert(benefits).values({ tenantId, id, kind: 'counter', name, spec: { icon, intro, counter, grants: [] }, position })
    await audit(tx, { action: 'benefit.created', subject: 'benefit', subjectId: id, after: { name, icon, intro, counter } })
    return { id }
  })
