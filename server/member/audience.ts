import { asc, eq } from 'drizzle-orm'
import { customFields } from '@/db/schema'
import { localDay } from '@/server/engine/calendar/zone'
import { type Condition, leafProblem, leavesOf } from '@/server/engine/condition/condition'
import { catalogueOf } from '@/server/engine/condition/facts'
import { asksOfMembers, type Selection, selectMembers } from '@/server/engine/condition/select'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { tenantTerms } from '@/server/program/assemble-draft'
import { programNames } from '@/server/program/program-names'

/** Refuses a condition that asks about more than members, or about the merchant's own fields as what they are not. */
export async function refuseUnknownFacts(tx: TenantTx, condition: Condition, field: string): Promise<void> {
  if (!asksOfMembers(condition)) throw new Refusal('invalid', 'condition.not_of_members', { field })
  const fields = await tx.orm
    .select()
    .from(customFields)
    .where(eq(customFields.tenantId, tx.scope.tenantId))
    .orderBy(asc(customFields.position))
  const catalogue = catalogueOf(fields)
  for (const leaf of leavesOf(condition)) {
    const problem = leafProblem(leaf, catalogue.get(leaf.fact))
    if (problem) throw new Refusal('invalid', problem, { field })
  }
}

/** The SQL that finds the members who meet a condition today; everybody without one. Parameters count from 1. */
export async function audienceOf(tx: TenantTx, condition: Condition | null): Promise<Selection> {
  if (condition === null) return { text: 'true', values: [] }
  const { timeZone } = await tenantTerms(tx)
  const { ladder, base } = await programNames(tx)
  const today = localDay(timeZone, now().getTime())
  return selectMembers(condition, { today, ladderId: ladder?.id ?? '', baseTier: base?.id ?? null })
}
