import * as z from 'zod'
import { Benefit, BenefitSpec } from '@/server/engine/benefit/benefit'
import { saidByTiers } from '@/server/engine/benefit/catalogue'
import { leavesOf } from '@/server/engine/condition/condition'
import { asksOfMembers } from '@/server/engine/condition/select'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { BenefitId, benefitToEdit, refuseUnknown, writeBenefit } from './find-benefit'

export const BenefitGrants = z
  .strictObject({ benefitId: BenefitId, revision: z.int().min(0), grants: BenefitSpec.shape.grants })
  .superRefine(({ grants }, context) => {
    const tiers = new Set<string>()
    for (const [i, { to }] of grants.entries()) {
      if ('tier' in to) {
        if (tiers.has(to.tier)) context.addIssue({ code: 'custom', path: ['grants', i, 'to'], message: 'benefit.tier_twice' })
        tiers.add(to.tier)
      } else if (leavesOf(to.when).length > 0 && !asksOfMembers(to.when))
        context.addIssue({ code: 'custom', path: ['grants', i, 'to', 'when'], message: 'condition.not_of_members' })
    }
  })
export type BenefitGrants = z.infer<typeof BenefitGrants>

/**
 * Says in the draft who has a benefit and what they get: each tier once, and whom conditions name. Refuses terms that its
 * kind does not take or lacks, and those of which the tiers themselves say who has how much.
 */
export const setGrants = (scope: TenantScope, { benefitId, revision, grants }: BenefitGrants): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const before = await benefitToEdit(tx, benefitId, revision)
    if (saidByTiers.has(before.kind) && grants.length > 0) throw new Refusal('invalid', 'benefit.said_by_tiers')
    const { id, kind, name } = before
    const read = Benefit.safeParse({ id, kind, name, spec: { ...before.spec, grants } })
    if (!read.success) {
      const [issue] = read.error.issues
      throw new Refusal('invalid', issue?.message ?? 'benefit.term_missing', { field: issue?.path.slice(1).join('.') })
    }
    await refuseUnknown(tx, { grants })
    const written = await writeBenefit(tx, before, name, read.data.spec)
    await audit(tx, {
      action: 'benefit.granted',
      subject: 'benefit',
      subjectId: benefitId,
      before: { kind, name, grants: before.spec.grants },
      after: { kind, name, grants },
    })
    return written
  })
