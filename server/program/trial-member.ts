import { dayOf } from '@/server/engine/calendar/day'
import { campaignsOf } from '@/server/engine/campaign/compile'
import { Run } from '@/server/engine/evaluate'
import { fold } from '@/server/engine/fold'
import { timelineOf } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { CampaignsAtWork, JudgingVersion, TrialMember } from '@/server/engine/program/trial-start'
import { newState, type OrderRecord, STATE_SHAPE, type StoredState, storedOf } from '@/server/engine/state'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { admittedBefore, readAdmissions } from './budgets'
import { type LockedMember, readLogs, stateOf } from './member-rows'
import { reachOf } from './refold-members'
import { standingVersions } from './standing-versions'
import { campaignsAtWork } from './trial-campaigns'

/** The newest orders that a refund can be tried on. */
const MOST_ORDERS = 50

/**
 * What a trial on a real member begins with, read and never written: the state as it stands, the newest orders and the
 * versions that judge. A state that a newer version has overtaken is folded again for it.
 */
export const trialMember = (scope: TenantScope, { memberId }: { memberId: string }): Promise<TrialMember> =>
  inTenant(scope, 'member:read', async (tx) => {
    const { tenantId } = scope
    const [member] = await tx.sql<LockedMember[]>`
      select id, code, status, store_ids, joined_on::text, state from members where tenant_id = ${tenantId} and id = ${memberId}`
    if (!member) throw new Refusal('not_found', 'member.not_found')
    // Orders that whoever tries may see; what a member has been through, which only a fold reads, is all of it.
    const orders = await tx.sql<{ channel: string; order_no: string; record: OrderRecord }[]>`
      select channel, order_no, record from orders
      where tenant_id = ${tenantId} and member_id = ${memberId}
      order by business_day desc, id desc limit ${MOST_ORDERS}`
    await tx.sql`select app_set_scope(${tenantId}::uuid, null)`
    const [tenant] = await tx.sql<{ zone: string }[]>`select time_zone as zone from tenants where id = ${tenantId}`
    const rows = await tx.sql<{ id: string; number: number; at: number; document: ProgramDocument }[]>`
      select id, number, (extract(epoch from effective_from) * 1000)::float8 as at, document
      from program_versions where tenant_id = ${tenantId} order by number`
    const versions = standingVersions(rows.map(({ at, ...row }) => ({ ...row, effectiveFrom: at })))
    const campaigns = await campaignsAtWork(tx)
    const state = versions.length === 0 ? member.state : await upToDate(tx, member, versions, campaigns)
    return {
      timeZone: tenant?.zone ?? 'Asia/Shanghai',
      state,
      orders: orders.reverse().map(({ channel, order_no, record }) => ({ channel, orderNo: order_no, record })),
      versions: versions.map(({ id, effectiveFrom, document }) => ({ id, effectiveFrom, document })),
      campaigns,
      given: await givenSoFar(tx),
    }
  })

/** The stored state, or what a fold of the whole log makes of it where a version has come into force, or a campaign was paused, before its end. */
async function upToDate(
  tx: TenantTx,
  member: LockedMember,
  versions: JudgingVersion[],
  { all, changes }: CampaignsAtWork,
): Promise<StoredState | null> {
  const joined = dayOf(member.joined_on)
  if (member.state === null) return storedOf(newState(joined))
  const timeline = timelineOf(versions, campaignsOf(all, changes))
  if (member.state.shape === STATE_SHAPE && !new Run(timeline, structuredClone(stateOf(member, new Map()))).isOutdated())
    return member.state
  const log = (await readLogs(tx, [member.id])).get(member.id) ?? []
  const admit = admittedBefore(await readAdmissions(tx, [member.id]), member.id)
  return storedOf(fold(timeline, log, reachOf(timeline, member), { joined, admit }).state)
}

/** What rules with a budget have given to all members together. */
async function givenSoFar(tx: TenantTx): Promise<Record<string, number>> {
  const rows = await tx.sql<{ rule: string; taken: number }[]>`
    select rule_id as rule, taken from rule_budgets where tenant_id = ${tx.scope.tenantId} order by rule_id`
  return Object.fromEntries(rows.map(({ rule, taken }) => [rule, taken]))
}
