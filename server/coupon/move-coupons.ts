import type { CouponState } from '@/server/engine/coupon/template'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import { Overtaken } from '@/server/platform/try-again'

/** Why a coupon changed its state. */
export type MoveWhy =
  | 'issued'
  | 'locked'
  | 'released'
  | 'lapsed'
  | 'used'
  | 'checked_off'
  | 'undone'
  | 'returned'
  | 'due_back'
  | 'withdrawn'

/** One change of a coupon's state. */
export type CouponMove = {
  couponId: string
  memberId: string
  from: CouponState
  to: CouponState
  why: MoveWhy
  /** What brought it about: a lock, an event, a redemption, a batch. */
  cause?: string | undefined
  atStore?: string | null | undefined
  reason?: string | undefined
  /** The checkout that takes hold of it, with `locked`. */
  lockId?: string | undefined
  /** With `used`: the local date, where, the order as `channel\nnumber`, what it took off and what was paid for goods. */
  used?: { on: string; store: string | null; order: string | null; off: number | null; paid: number | null } | undefined
  /** A new last day, for a coupon that comes back after its end. */
  until?: string | undefined
}

/**
 * Changes the states of coupons and writes down why. The caller holds the locks of their members. Refuses with what
 * became of it (`coupon.used`, `coupon.locked`, …) when a coupon is no longer as it was to be, and then changes none.
 */
export async function moveCoupons(tx: TenantTx, moves: readonly CouponMove[]): Promise<void> {
  if (moves.length === 0) return
  const { tenantId } = tx.scope
  const done = await tx.sql<{ id: string; template_id: string }[]>`
    update coupons c set
      state = m.to_state,
      lock_id = case m.to_state when 'locked' then m.lock_id when 'used' then c.lock_id end,
      used_at = case m.to_state when 'used' then statement_timestamp() end,
      used_on = case m.to_state when 'used' then m.used_on end,
      used_store = case m.to_state when 'used' then m.used_store end,
      used_order = case m.to_state when 'used' then m.used_order end,
      off = case m.to_state when 'used' then m.off end,
      paid = case m.to_state when 'used' then m.paid end,
      valid_until = coalesce(m.valid_until, c.valid_until)
    from unnest(
      ${moves.map((m) => m.couponId)}::uuid[], ${moves.map((m) => m.memberId)}::uuid[], ${moves.map((m) => m.from)}::text[], ${moves.map((m) => m.to)}::text[],
      ${moves.map((m) => m.lockId ?? null)}::uuid[], ${moves.map((m) => m.used?.on ?? null)}::date[], ${moves.map((m) => m.used?.store ?? null)}::uuid[],
      ${moves.map((m) => m.used?.order ?? null)}::text[], ${moves.map((m) => m.used?.off ?? null)}::int8[], ${moves.map((m) => m.used?.paid ?? null)}::int8[],
      ${moves.map((m) => m.until ?? null)}::date[]
    ) as m (id, member_id, from_state, to_state, lock_id, used_on, used_store, used_order, off, paid, valid_until)
    where c.tenant_id = ${tenantId} and c.id = m.id and c.member_id = m.member_id and c.state = m.from_state
    returning c.id, c.template_id`
  if (done.length !== moves.length) await refuseMoved(tx, moves, new Set(done.map((row) => row.id)))
  const withdrawn = new Set(moves.flatMap((m) => (m.to === 'withdrawn' ? m.couponId : [])))
  await Promise.all([
    insertMoves(tx, moves),
    // What is taken back can be given to somebody else.
    restock(
      tx,
      done.flatMap((row) => (withdrawn.has(row.id) ? row.template_id : [])),
    ),
  ])
}

async function restock(tx: TenantTx, templateIds: string[]): Promise<void> {
  if (templateIds.length === 0) return
  await tx.sql`
    with back as (select id, count(*)::int as n from unnest(${templateIds}::uuid[]) as t (id) group by id),
         held as (select id from coupon_templates where tenant_id = ${tx.scope.tenantId} and id in (select id from back) and stock is not null order by id for no key update)
    update coupon_templates t set left_over = t.left_over + back.n
    from back join held using (id) where t.tenant_id = ${tx.scope.tenantId} and t.id = back.id`
}

/** Says of the first coupon that did not move what became of it. */
async function refuseMoved(tx: TenantTx, moves: readonly CouponMove[], moved: ReadonlySet<string>): Promise<never> {
  const missed = moves.find((move) => !moved.has(move.couponId)) ?? moves[0]
  if (!missed) throw new Error('no coupon was to move')
  const [row] = await tx.sql<{ state: CouponState }[]>`
    select state from coupons where tenant_id = ${tx.scope.tenantId} and id = ${missed.couponId} and member_id = ${missed.memberId}`
  switch (row?.state) {
    case undefined:
      throw new Refusal('not_found', 'coupon.not_found')
    case 'used':
      throw new Refusal('conflict', 'coupon.used')
    case 'locked':
      throw new Refusal('conflict', 'coupon.locked')
    case 'withdrawn':
      throw new Refusal('conflict', 'coupon.withdrawn')
    case 'held':
      throw new Refusal('conflict', 'coupon.held')
  }
}

type WrittenMove = Pick<CouponMove, 'couponId' | 'memberId' | 'to' | 'why' | 'cause' | 'atStore' | 'reason'> & {
  from: CouponState | null
  /** Known for the first one; the next one otherwise. */
  ordinal?: number
}

/** Writes changes down, each behind the last one of its coupon. */
export async function insertMoves(tx: TenantTx, moves: readonly WrittenMove[]): Promise<void> {
  const { actor, tenantId } = tx.scope
  const actorId = actor.kind === 'operator' ? actor.userId : actor.kind === 'key' ? actor.keyId : actor.name
  const done = await tx.sql`
    insert into coupon_moves (tenant_id, id, coupon_id, member_id, ordinal, from_state, to_state, why, cause, at_store, actor_kind, actor_id, reason)
    select ${tenantId}::uuid, m.id, m.coupon_id, m.member_id,
           coalesce(m.ordinal, (select max(b.ordinal) + 1 from coupon_moves b where b.tenant_id = ${tenantId} and b.coupon_id = m.coupon_id)),
           m.from_state, m.to_state, m.why, m.cause, m.at_store, ${actor.kind}, ${actorId}, m.reason
    from unnest(
      ${moves.map(() => newId())}::uuid[], ${moves.map((m) => m.couponId)}::uuid[], ${moves.map((m) => m.memberId)}::uuid[], ${moves.map((m) => m.ordinal ?? null)}::int4[],
      ${moves.map((m) => m.from)}::text[], ${moves.map((m) => m.to)}::text[], ${moves.map((m) => m.why)}::text[], ${moves.map((m) => m.cause ?? null)}::text[],
      ${moves.map((m) => m.atStore ?? null)}::uuid[], ${moves.map((m) => m.reason ?? null)}::text[]
    ) as m (id, coupon_id, member_id, ordinal, from_state, to_state, why, cause, at_store, reason)
    on conflict (tenant_id, coupon_id, ordinal) do nothing`
  if (done.count !== moves.length) throw new Overtaken('a coupon was moved by another writer')
}
