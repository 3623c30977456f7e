import type { TenantTx } from '@/server/platform/database'
import { type WhyNot, whenAndWhere } from './tell'

export type Taken = { place: number; used_at: string; at_store: string | null }

/** The uses of a benefit that a member has had in a period, in their order; one that was taken back is none. */
export const takenPlaces = (tx: TenantTx, memberId: string, benefitId: string, period: string): Promise<Taken[]> => tx.sql<Taken[]>`
  select place, used_at, at_store from benefit_uses
  where tenant_id = ${tx.scope.tenantId} and member_id = ${memberId} and benefit_id = ${benefitId} and period = ${period} and undone_at is null
  order by used_at, place`

/** What somebody is told who has had all uses of a period: when and where the last one was. */
export async function whyUsesHad(tx: TenantTx, taken: readonly Taken[]): Promise<WhyNot> {
  const last = taken.at(-1)
  if (last === undefined) return { code: 'counter.no_uses_left', details: {} }
  return { code: 'counter.uses_had', details: await whenAndWhere(tx, last.used_at, last.at_store) }
}
