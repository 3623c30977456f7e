import { dayOf } from '@/server/engine/calendar/day'
import { type MemberState, newState, type OrderRecord, revive, type StoredState } from '@/server/engine/state'
import { type LogEntry, orderKey, type StoredEventBody } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'

/** A member under lock, as the fold left it. */
export type LockedMember = { id: string; code: string; status: string; store_ids: string[]; joined_on: string; state: StoredState | null }

/** Locks members by their codes, in id order, so that two batches cannot wait for each other. On its way once called. */
export const lockMembersByCode = (tx: TenantTx, codes: string[]): Promise<LockedMember[]> =>
  tx.sql<LockedMember[]>`
    select id, code, status, store_ids, joined_on::text, state from members
    where tenant_id = ${tx.scope.tenantId} and code = any (${codes}::text[])
    order by id for update`.execute()

/** Locks members by their ids, in id order. On its way once called. */
export const lockMembersById = (tx: TenantTx, ids: string[]): Promise<LockedMember[]> =>
  tx.sql<LockedMember[]>`
    select id, code, status, store_ids, joined_on::text, state from members
    where tenant_id = ${tx.scope.tenantId} and id = any (${ids}::uuid[])
    order by id for update`.execute()

/** The member's state with the orders that are about to be needed. */
export const stateOf = (member: LockedMember, book: Map<string, OrderRecord>): MemberState =>
  member.state === null ? withBook(newState(dayOf(member.joined_on)), book) : revive(member.state, book)

function withBook(state: MemberState, book: Map<string, OrderRecord>): MemberState {
  state.history.book = book
  return state
}

export type StoredOrder = { member_id: string; channel: string; order_no: string; record: OrderRecord }

/** The named orders, whoever's they are. */
export const ordersByNumber = (tx: TenantTx, channels: string[], numbers: string[]): Promise<StoredOrder[]> => tx.sql<StoredOrder[]>`
  select o.* from unnest(${channels}::text[], ${numbers}::text[]) as n (channel, order_no)
  cross join lateral (
    select member_id, channel, order_no, record from orders
    where tenant_id = ${tx.scope.tenantId} and channel = n.channel and order_no = n.order_no limit 1) o`

/** Stored orders as books, by member. */
export function booksOf(orders: readonly StoredOrder[]): Map<string, Map<string, OrderRecord>> {
  const books = new Map<string, Map<string, OrderRecord>>()
  for (const order of orders) {
    const book = books.get(order.member_id) ?? new Map<string, OrderRecord>()
    book.set(orderKey(order.channel, order.order_no), order.record)
    books.set(order.member_id, book)
  }
  return books
}

type EventRow = {
  id: string
  member_id: string
  source: string
  event_key: string
  at: number
  business_day: string
  store_id: string | null
  body: StoredEventBody
}

/** The whole logs of members, by member, each in no particular order. */
export async function readLogs(tx: TenantTx, memberIds: string[]): Promise<Map<string, LogEntry[]>> {
  const rows = await tx.sql<EventRow[]>`
    select id, member_id, source, event_key, (extract(epoch from occurred_at) * 1000)::float8 as at, business_day::text, store_id, body
    from events where tenant_id = ${tx.scope.tenantId} and member_id = any (${memberIds}::uuid[])`
  const logs = new Map<string, LogEntry[]>(memberIds.map((id) => [id, []]))
  for (const row of rows) {
    logs.get(row.member_id)?.push({
      id: row.id,
      source: row.source,
      key: row.event_key,
      at: row.at,
      day: dayOf(row.business_day),
      store: row.store_id,
      body: row.body,
    })
  }
  return logs
}
