import { dayOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { Run } from '@/server/engine/evaluate'
import { fold } from '@/server/engine/fold'
import type { Timeline } from '@/server/engine/program/compile'
import type { MemberState } from '@/server/engine/state'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { admittedBefore, readAdmissions } from '@/server/program/budgets'
import { type LockedMember, readLogs, stateOf } from '@/server/program/member-rows'
import type { Horizon } from '@/server/program/read-timeline'
import { reachOf } from '@/server/program/refold-members'
import type { Tongue } from './hold-points'

/** The terms of the merchant in which a quote is told. */
export type Terms = Horizon & {
  timeZone: string
  currency: string
  language: Tongue
  pointsName: string
}

/** Who buys, where, and the terms of the merchant. */
export type Buyer = Terms & { member: LockedMember; storeId: string | null }

type BuyerRow = LockedMember & TermsRow & { store: string | null }

/** Reads who buys in one trip, under the member's lock where something is to be held. Refuses a member or store that is not there, or is closed. */
export async function readBuyer(
  tx: TenantTx,
  { member, store }: { member: string; store?: string | undefined },
  underLock: boolean,
): Promise<Buyer> {
  const { tenantId } = tx.scope
  // The read behind the lock, in one trip with it, sees what its last holder wrote.
  const [, [row]] = await Promise.all([
    underLock ? tx.sql`select from members where tenant_id = ${tenantId} and code = ${member} for update`.execute() : null,
    tx.sql<BuyerRow[]>`
      select m.id, m.code, m.status, m.store_ids, m.joined_on::text, m.state, t.time_zone, t.currency, t.language, t.points_name,
             (select max(v.number) from program_versions v where v.tenant_id = ${tenantId}) as last,
             t.campaign_changes as "campaignChanges", s.id as store
      from tenants t
      join members m on m.tenant_id = ${tenantId} and m.code = ${member}
      left join stores s on s.tenant_id = ${tenantId} and s.code = ${store ?? null}
      where t.id = ${tenantId}`.execute(),
  ])
  if (!row) throw new Refusal('not_found', 'member.not_found')
  if (row.status === 'closed') throw new Refusal('conflict', 'member.closed', { field: 'member' })
  if (store !== undefined && row.store === null) throw new Refusal('invalid', 'quote.unknown_store', { field: 'store' })
  const { id, code, status, store_ids, joined_on, state } = row
  return {
    member: { id, code, status, store_ids, joined_on, state },
    storeId: row.store,
    ...termsOf(row),
  }
}

type TermsRow = Horizon & { time_zone: string; currency: string; language: string; points_name: string }

const termsOf = (row: TermsRow): Terms => ({
  timeZone: row.time_zone,
  currency: row.currency,
  language: row.language === 'en' ? 'en' : 'zh',
  pointsName: row.points_name,
  last: row.last,
  campaignChanges: row.campaignChanges,
})

/** The terms alone. */
export async function readTerms(tx: TenantTx): Promise<Terms> {
  const { tenantId } = tx.scope
  const [row] = await tx.sql<TermsRow[]>`
    select time_zone, currency, language, points_name, campaign_changes as "campaignChanges", (select max(v.number) from program_versions v where v.tenant_id = ${tenantId}) as last
    from tenants where id = ${tenantId}`
  if (!row) throw new Refusal('not_found', 'tenant.unknown')
  return termsOf(row)
}

/** The member as of an instant, with time passed up to it. Reads only; what a newer version judges anew is folded for the look alone. */
export async function memberAt(tx: TenantTx, timeline: Timeline, member: LockedMember, at: number): Promise<MemberState> {
  const { timeZone } = timeline.at(at)
  const until = (state: MemberState) => ({ day: Math.max(localDay(timeZone, at), state.day), at })
  const run = new Run(timeline, stateOf(member, new Map()))
  if (!run.isOutdated()) {
    run.advance(until(run.state))
    return run.state
  }
  const log = (await readLogs(tx, [member.id])).get(member.id) ?? []
  const admit = admittedBefore(await readAdmissions(tx, [member.id]), member.id)
  const { state } = fold(timeline, log, reachOf(timeline, member), { joined: dayOf(member.joined_on), admit })
  const again = new Run(timeline, state)
  again.advance(until(state))
  return state
}
