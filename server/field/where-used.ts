import { asc, eq } from 'drizzle-orm'
import { earningRules, growthRules, tiers } from '@/db/schema'
import { type Condition, leavesOf } from '@/server/engine/condition/condition'
import { FIELD } from '@/server/engine/condition/facts'
import type { TenantTx } from '@/server/platform/database'

/** Names of the draft's rules and tiers that ask about a field, those switched off included: they may be switched on again. */
export async function usersOfField(tx: TenantTx, field: { subject: 'member' | 'line'; key: string }): Promise<string[]> {
  const fact = FIELD[field.subject] + field.key
  const asks = (condition: Condition | undefined) => condition !== undefined && leavesOf(condition).some((leaf) => leaf.fact === fact)
  const rules = await rulesOf(tx)
  const rungs = await tx.orm
    .select({ name: tiers.name, more: tiers.more })
    .from(tiers)
    .where(eq(tiers.tenantId, tx.scope.tenantId))
    .orderBy(asc(tiers.position), asc(tiers.id))
  return [
    ...rules.filter(({ spec }) => asks(spec.when) || asks(spec.lines)).map((rule) => rule.name),
    ...rungs.filter(({ more }) => asks(more.requires?.when) || asks(more.keep?.when)).map((tier) => tier.name),
  ]
}

/** Names of the draft's rules that answer to an event of the merchant's own. */
export const usersOfEvent = async (tx: TenantTx, key: string): Promise<string[]> =>
  (await rulesOf(tx)).filter(({ spec }) => spec.trigger === 'custom' && spec.event === key).map((rule) => rule.name)

async function rulesOf(tx: TenantTx) {
  const { tenantId } = tx.scope
  const earning = await tx.orm
    .select({ name: earningRules.name, spec: earningRules.spec })
    .from(earningRules)
    .where(eq(earningRules.tenantId, tenantId))
    .orderBy(asc(earningRules.position))
  const growth = await tx.orm
    .select({ name: growthRules.name, spec: growthRules.spec })
    .from(growthRules)
    .where(eq(growthRules.tenantId, tenantId))
    .orderBy(asc(growthRules.position))
  return [...earning, ...growth]
}
