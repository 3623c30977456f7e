import type { CouponTerms, TemplateState } from '@/server/engine/coupon/template'
import type { TenantTx } from '@/server/platform/database'

/** A template as it stands under lock; `left` is nothing where there is no end of it. */
export type LockedTemplate = { id: string; state: TemplateState; terms: CouponTerms; left: number | null }

/**
 * Locks templates behind their members: whoever gives or takes back several has all of them locked at once, each in the
 * order of the ids, so that no two wait for each other. One without a stock is shared, so that many give it at once;
 * who pauses or ends one waits for those who give it, and those who come after see it.
 */
export async function lockTemplates(tx: TenantTx, ids: readonly string[]): Promise<LockedTemplate[]> {
  if (ids.length === 0) return []
  const { tenantId } = tx.scope
  const wanted = [...new Set(ids)]
  const [templates, stocks] = await Promise.all([
    tx.sql<Omit<LockedTemplate, 'left'>[]>`
      select id, state, terms from coupon_templates where tenant_id = ${tenantId} and id = any (${wanted}::uuid[]) order by id for key share`,
    tx.sql<{ id: string; left: number }[]>`
      select id, left_over as left from coupon_templates
      where tenant_id = ${tenantId} and id = any (${wanted}::uuid[]) and stock is not null order by id for no key update`,
  ])
  const left = new Map(stocks.map((row) => [row.id, row.left]))
  return templates.map((template) => ({ ...template, left: left.get(template.id) ?? null }))
}
