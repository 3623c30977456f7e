import { type CampaignTerms, effectId, readEffectId } from '@/server/engine/campaign/campaign'
import type { VersionWords } from '@/server/engine/sentence/version-words'
import type { TenantTx } from '@/server/platform/database'

/** What effects of campaigns are called and what they give, as answers of rules are told; what is no effect has no words here. */
export async function campaignWords(tx: TenantTx, asked: readonly string[]): Promise<VersionWords['rules']> {
  const ids = [...new Set(asked.flatMap((id) => readEffectId(id)?.campaign ?? []))]
  if (ids.length === 0) return {}
  const rows = await tx.sql<{ id: string; name: string; terms: CampaignTerms }[]>`
    select id, name, terms from campaigns where tenant_id = ${tx.scope.tenantId} and id = any (${ids}::uuid[])`
  return Object.fromEntries(
    rows.flatMap(({ id, name, terms }) =>
      terms.effects.map((effect, place) => {
        const unit = effect.gives.kind === 'growth' || effect.gives.kind === 'growth_bonus' ? ('growth' as const) : ('points' as const)
        return [effectId(id, place), { name, unit, spec: null, effect: { effect, audience: terms.audience } }]
      }),
    ),
  )
}
