import * as z from 'zod'
import { Benefit, BenefitIcon, BenefitSpec, CounterTerms } from '@/server/engine/benefit/benefit'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { BenefitId, benefitToEdit, refuseNameTaken, refuseUnknown, writeBenefit } from './find-benefit'

/** `name`: null for the usual name of what the software verifies. `counter`: of the merchant's own only. */
export const BenefitChange = z.strictObject({
  benefitId: BenefitId,
  revision: z.int().min(0),
  name: Benefit.shape.name,
  icon: BenefitIcon,
  intro: BenefitSpec.shape.intro,
  counter: CounterTerms.optional(),
})
export type BenefitChange = z.infer<typeof BenefitChange>

/** Changes in the draft what a benefit is called, how it looks and, for the merchant's own, how often it can be had. */
export const updateBenefit = (scope: TenantScope, change: BenefitChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { benefitId, revision, name, icon, intro, counter } = change
    const before = await benefitToEdit(tx, benefitId, revision)
    if ((before.kind === 'counter') !== (counter !== undefined)) throw new Refusal('invalid', 'benefit.counter_terms', { field: 'counter' })
    if (before.kind === 'counter' && name === null) throw new Refusal('invalid', 'benefit.no_name', { field: 'name' })
    if (name !== null) await refuseNameTaken(tx, name, benefitId)
    await refuseUnknown(tx, { stores: counter?.stores })
    const spec: BenefitSpec = { ...before.spec, icon, intro, counter }
    const written = await writeBenefit(tx, before, name, spec)
    await audit(tx, {
      action: 'benefit.updated',
      subject: 'benefit',
      subjectId: benefitId,
      before: { kind: before.kind, name: before.name, ...about(before.spec) },
      after: { kind: before.kind, name, ...about(spec) },
    })
    return written
  })

const about = ({ icon, intro, counter }: BenefitSpec) => ({ icon, intro, ...(counter ? { counter } : {}) })
