import { readEffectId } from '@/server/engine/campaign/campaign'
import type { TenantTx } from '@/server/platform/database'

/** The names of the campaigns behind effects, by the name of the effect; what is no effect of a campaign has none. */
export async function campaignNames(tx: TenantTx, effects: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map(effects.flatMap((effect) => (readEffectId(effect) ? [[effect, readEffectId(effect)?.campaign as string]] : [])))
  if (ids.size === 0) return new Map()
  const rows = await tx.sql<{ id: string; name: string }[]>`
    select id, name from campaigns where tenant_id = ${tx.scope.tenantId} and id = any (${[...new Set(ids.values())]}::uuid[])`
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return new Map([...ids].flatMap(([effect, id]) => (names.has(id) ? [[effect, names.get(id) as string]] : [])))
}
