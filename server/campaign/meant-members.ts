import type { CampaignAudience } from '@/server/engine/campaign/campaign'
import { audienceOf } from '@/server/member/audience'
import type { TenantTx } from '@/server/platform/database'
import { programNames } from '@/server/program/program-names'

type Value = string | number | null

/** A statement under construction: its parameters, and the text that names one more. */
export type Asking = {
  values: Value[]
  put: (value: Value, type: 'uuid' | 'text' | 'int' | 'jsonb' | 'date' | 'date[]' | 'text[]') => string
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The members whom a campaign means as they are now, as the first common table of a statement, `meant`: everybody whom
 * its condition finds, on one of its tiers, and seen in one of its stores. `also` names columns of theirs to keep, or the parts of their state;
 * without the stores where what members do is looked at by its own store.
 */
export async function meantMembers(
  tx: TenantTx,
  { when, tiers, stores }: CampaignAudience,
  { also = [], seenInStores = true }: { also?: readonly string[]; seenInStores?: boolean } = {},
): Promise<Asking & { text: string }> {
  const { text, values } = await audienceOf(tx, when ?? null)
  const asking: Asking = {
    values: [...values],
    put(value, type) {
      this.values.push(value)
      // Arrays travel as the text of one, which is read once for the statement and not for each row.
      const at = `$${this.values.length}`
      return type.endsWith('[]') ? `(select ${at}::text::${type})::${type}` : `${at}::${type}`
    },
  }
  const tenant = asking.put(tx.scope.tenantId, 'uuid')
  const onTier = tiers === undefined ? '' : await standsOnOne(tx, asking, tiers)
  const inStore =
    stores === undefined || !seenInStores
      ? ''
      : `and exists (select from unnest(m.store_ids) s where jsonb_exists(${asking.put(JSON.stringify(stores.filter((id) => UUID.test(id))), 'jsonb')}, s::text))`
  const stored = also.filter((column) => column !== 'history' && column !== 'standing')
  // `offset 0` keeps the parts of the state apart from the condition, which reads them many times: they are unpacked once.
  return Object.assign(asking, {
    text: `meant as materialized (
      select ${['m.id', ...also.map((column) => `m.${column}`)].join(', ')}
      from (
        select ${['id', 'store_ids', ...stored].join(', ')}, state->'history' as history, state->'standing' as standing
        from members where status = 'active' and tenant_id = ${tenant} offset 0
      ) m
      where (${text}) ${onTier} ${inStore})`,
  })
}

/** Who has not begun on a ladder stands on its base tier. */
async function standsOnOne(tx: TenantTx, asking: Asking, tiers: readonly string[]): Promise<string> {
  const { ladders } = await programNames(tx)
  const named = asking.put(JSON.stringify(tiers), 'jsonb')
  const untouched = ladders
    .filter(({ tiers: [base] }) => base?.threshold === 0 && tiers.includes(base.id))
    .map(({ id }) => `or m.standing->'ladders'->${asking.put(id, 'text')} is null`)
  return `and (exists (
    select from jsonb_each(case when jsonb_typeof(m.standing->'ladders') = 'object' then m.standing->'ladders' else '{}'::jsonb end) l
    where jsonb_exists(${named}, l.value->>'tier')) ${untouched.join(' ')})`
}
