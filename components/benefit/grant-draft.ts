import * as z from 'zod'
import { type Benefit, type BenefitGrant, type BenefitKind, GrantTerms, termsOfKind } from '@/server/engine/benefit/benefit'
import { Condition } from '@/server/engine/condition/condition'
import { asksOfMembers } from '@/server/engine/condition/select'
import { scopeOf } from './scope-fields'

/** What the form of one grant fills in: who has it, where that is not a tier that is known already, and what they get. */
export function grantForm(kind: BenefitKind, byCondition: boolean) {
  const { needs, oneOf } = termsOfKind[kind]
  return z
    .strictObject({
      when: byCondition ? Condition.refine(asksOfMembers, { message: 'condition.not_of_members' }) : z.undefined().optional(),
      terms: GrantTerms,
    })
    .superRefine(({ terms }, context) => {
      for (const term of needs)
        if (terms[term] === undefined) context.addIssue({ code: 'custom', path: ['terms', term], message: 'benefit.term_missing' })
      const [first] = oneOf
      if (first !== undefined && oneOf.every((term) => terms[term] === undefined))
        context.addIssue({ code: 'custom', path: ['terms', first], message: 'benefit.term_missing' })
    })
}
export type FilledGrant = z.infer<ReturnType<typeof grantForm>>

/** The form's values as a grant: empty parts are left out. */
export function grantDraftOf(values: Record<string, unknown>): Record<string, unknown> {
  const held = (values.terms ?? {}) as Record<string, unknown>
  const terms = Object.fromEntries(
    Object.entries({ ...held, scope: scopeOf(held.scope as Record<string, unknown> | undefined) }).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  )
  return { ...values, terms }
}

/** The grants of a benefit with the one at a place written anew, behind the others when it has none yet. */
export function withGrant(benefit: Pick<Benefit, 'spec'>, place: number | undefined, grant: BenefitGrant): BenefitGrant[] {
  const { grants } = benefit.spec
  return place === undefined ? [...grants, grant] : grants.map((one, i) => (i === place ? grant : one))
}

/** The grants of a benefit without the one at a place. */
export const withoutGrant = ({ spec }: Pick<Benefit, 'spec'>, place: number): BenefitGrant[] => spec.grants.filter((_, i) => i !== place)

/** Where among the grants of a benefit a tier stands. */
export function placeOfTier({ spec }: Pick<Benefit, 'spec'>, tier: string): number | undefined {
  const place = spec.grants.findIndex(({ to }) => 'tier' in to && to.tier === tier)
  return place < 0 ? undefined : place
}

/** Whether there is anything to say of what somebody gets: of the others only that they have it. */
export const hasTerms = (kind: BenefitKind): boolean => {
  const { needs, oneOf, may } = termsOfKind[kind]
  return needs.length + oneOf.length + may.length > 0
}
