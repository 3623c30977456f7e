import type { Fragment } from 'postgres'
import type { Gives, RedemptionFilter, RedemptionQuery } from '@/server/engine/reward/redemption'
import type { RedemptionState } from '@/server/engine/reward/reward'
import { findMembers } from '@/server/member/find-members'
import { maskedProfile } from '@/server/member/list-members'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'

/** A redemption in a list. The member's name and phone are masked. */
export type RedemptionLine = {
  id: string
  number: string
  rewardId: string
  reward: string
  gives: Gives
  quantity: number
  points: number
  state: RedemptionState
  through: 'api' | 'counter' | 'console'
  carrier: string | null
  parcel: string | null
  createdAt: string
  sentAt: string | null
  doneAt: string | null
  doneStore: string | null
  cancelledAt: string | null
  cancelReason: string | null
  /** Whether it may still be cancelled, as far as its state says. */
  cancellable: boolean
  member: { id: string; code: string; name: string | null; phone: string | null }
}

/** One page of redemptions, the newest first. `anyAtAll` tells an empty house from an empty filter, `more` that a search matched too many members. */
export type RedemptionPage = { rows: RedemptionLine[]; total: number; more: boolean; anyAtAll: boolean; ownStoresOnly: boolean }

type Row = Omit<RedemptionLine, 'member' | 'cancellable'> & {
  member_id: string
  code: string
  name_sealed: string | null
  phone_sealed: string | null
  tickets_left: number
}

/** Redemptions by search and filter, a page at a time; for a store manager those of the members of the own stores. */
export const listRedemptions = (scope: TenantScope, query: RedemptionQuery): Promise<RedemptionPage> =>
  inTenant(scope, 'redemption:read', async (tx) => {
    const { currency, timeZone } = await tenantTerms(tx)
    const { where, more } = await conditions(tx, query, currency, timeZone)
    const [counted] = await tx.sql<{ total: number; held: boolean }[]>`
      select (select count(*)::int from redemptions r join members m on m.tenant_id = ${scope.tenantId} and m.id = r.member_id
              where r.tenant_id = ${scope.tenantId} ${where}) as total,
             exists (select from redemptions r join members m on m.tenant_id = ${scope.tenantId} and m.id = r.member_id
                     where r.tenant_id = ${scope.tenantId}) as held`
    const rows = await readPage(tx, where, currency, query.pageSize, (query.page - 1) * query.pageSize)
    return {
      rows,
      total: counted?.total ?? 0,
      more,
      anyAtAll: counted?.held ?? false,
      ownStoresOnly: scope.actor.kind === 'operator' && scope.actor.role === 'store_manager',
    }
  })

const MOST_OF_MEMBER = 100

/** The newest redemptions of one member, as the open interface tells them. */
export const redemptionsOfMember = (tx: TenantTx, memberId: string, currency: string): Promise<RedemptionLine[]> =>
  readPage(tx, tx.sql`and r.member_id = ${memberId}`, currency, MOST_OF_MEMBER, 0)

/** One redemption, or nothing. */
export const redemptionLine = async (
  tx: TenantTx,
  name: { redemptionId: string } | { number: string },
  currency: string,
): Promise<RedemptionLine | undefined> =>
  (
    await readPage(tx, 'number' in name ? tx.sql`and r.number = ${name.number}` : tx.sql`and r.id = ${name.redemptionId}`, currency, 1, 0)
  )[0]

// Ids rise with time, and the primary key has them in order.
async function readPage(tx: TenantTx, where: Fragment, currency: string, limit: number, offset: number): Promise<RedemptionLine[]> {
  const { tenantId } = tx.scope
  const rows = await tx.sql<Row[]>`
    select r.id, r.number, r.reward_id as "rewardId", r.reward_name as reward, r.gives, r.quantity, r.points, r.state, r.through, r.carrier, r.parcel,
           r.created_at as "createdAt", r.sent_at as "sentAt", r.done_at as "doneAt", s.name as "doneStore", r.cancelled_at as "cancelledAt",
           r.cancel_reason as "cancelReason", r.tickets_left, r.member_id, m.code, m.name_sealed, m.phone_sealed
    from redemptions r
    join members m on m.tenant_id = ${tenantId} and m.id = r.member_id
    left join stores s on s.tenant_id = ${tenantId} and s.id = r.done_store
    where r.tenant_id = ${tenantId} ${where}
    order by r.id desc
    limit ${limit} offset ${offset}`
  return rows.map(({ member_id, code, name_sealed, phone_sealed, tickets_left, ...row }) => ({
    ...row,
    createdAt: isoAt(row.createdAt),
    sentAt: row.sentAt && isoAt(row.sentAt),
    doneAt: row.doneAt && isoAt(row.doneAt),
    cancelledAt: row.cancelledAt && isoAt(row.cancelledAt),
    cancellable: isCancellable({ ...row, tickets_left }),
    member: { id: member_id, code, ...maskedProfile(tenantId, { id: member_id, name_sealed, phone_sealed }, currency) },
  }))
}

/** The database writes instants its own way. */
const isoAt = (at: string): string => new Date(at).toISOString()

/** Coupons may turn out to be used; everything else its own row knows. */
function isCancellable({ state, gives, quantity, tickets_left }: Pick<Row, 'state' | 'gives' | 'quantity' | 'tickets_left'>): boolean {
  if (state === 'cancelled') return false
  if (gives === 'lottery_ticket') return tickets_left === quantity
  return gives === 'coupon' || state !== 'done'
}

async function conditions(
  tx: TenantTx,
  { search, state, gives, rewardId, memberId, from, to }: RedemptionFilter,
  currency: string,
  timeZone: string,
): Promise<{ where: Fragment; more: boolean }> {
  const { sql } = tx
  const found = search === '' ? null : await findMembers(tx, search, currency)
  const typed = search.normalize('NFKC').trim().toUpperCase()
  const searched = found
    ? sql`and (r.number = ${typed} or m.code = any (${found.codes}::text[]) or (m.code >= ${found.from} and m.code < ${found.below}) or m.id = any (${found.ids}::uuid[]))`
    : sql``
  const begin = from === undefined ? sql`` : sql`and r.created_at >= (${from}::date)::timestamp at time zone ${timeZone}`
  const end = to === undefined ? sql`` : sql`and r.created_at < (${to}::date + 1)::timestamp at time zone ${timeZone}`
  const where = sql`${searched} ${begin} ${end}
    ${state === undefined ? sql`` : sql`and r.state = ${state}`} ${gives === undefined ? sql`` : sql`and r.gives = ${gives}`}
    ${rewardId === undefined ? sql`` : sql`and r.reward_id = ${rewardId}`} ${memberId === undefined ? sql`` : sql`and r.member_id = ${memberId}`}`
  return { where, more: found?.more ?? false }
}

/** Redemptions by filter, some thousand at a time and each once, whatever is redeemed meanwhile. */
export async function pageForFile(
  tx: TenantTx,
  filter: RedemptionFilter,
  after: { id: string } | null,
  size: number,
): Promise<RedemptionLine[]> {
  const { currency, timeZone } = await tenantTerms(tx)
  const { where } = await conditions(tx, filter, currency, timeZone)
  const behind = after ? tx.sql`and r.id < ${after.id}::uuid` : tx.sql``
  return readPage(tx, tx.sql`${where} ${behind}`, currency, size, 0)
}
