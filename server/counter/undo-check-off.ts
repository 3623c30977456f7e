import * as z from 'zod'
import { moveCoupons } from '@/server/coupon/move-coupons'
import { Reason } from '@/server/engine/member/profile'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { lockMembersById } from '../program/member-rows'
import { actorIdOf, atCounter } from './at-counter'
import { lastMove } from './check-off-coupon'
import { undoGift } from './hand-over-gift'

/** For how long a check-off can be taken back, by the server's clock. */
const UNDO_MINUTES = 10

export const CheckOffUndo = z.strictObject({ kind: z.enum(['coupon', 'benefit', 'gift']), id: z.uuid(), reason: Reason })
export type CheckOffUndo = z.infer<typeof CheckOffUndo>

/**
 * Takes a check-off back within ten minutes, by who made it or by somebody of the office: the coupon is held again, the
 * use frees its place, the gift waits again. Twice is once.
 */
export const undoCheckOff = (scope: TenantScope, undo: CheckOffUndo): Promise<void> =>
  atCounter(scope, (tx) => {
    if (undo.kind === 'coupon') return undoCoupon(tx, undo)
    return undo.kind === 'benefit' ? undoBenefit(tx, undo) : undoGift(tx, undo, (done) => mayUndo(tx, done))
  })

type Undo = Pick<CheckOffUndo, 'id' | 'reason'>

async function undoCoupon(tx: TenantTx, { id, reason }: Undo): Promise<void> {
  const { tenantId } = tx.scope
  const [coupon] = await tx.sql<{ member_id: string }[]>`select member_id from coupons where tenant_id = ${tenantId} and id = ${id}`
  if (!coupon) throw new Refusal('not_found', 'counter.check_off_not_found')
  await lockMembersById(tx, [coupon.member_id])
  const last = await lastMove(tx, id)
  if (!last || (last.why !== 'checked_off' && last.why !== 'undone')) throw new Refusal('not_found', 'counter.check_off_not_found')
  mayUndo(tx, { store: last.at_store, actor: last.actor_id, at: last.at })
  if (last.why === 'undone') return
  await moveCoupons(tx, [
    {
      couponId: id,
      memberId: coupon.member_id,
      from: 'used',
      to: 'held',
      why: 'undone',
      cause: last.cause ?? undefined,
      atStore: last.at_store,
      reason,
    },
  ])
  await audit(tx, {
    action: 'coupon.check_off_undone',
    subject: 'coupon',
    subjectId: id,
    after: { reason, store: last.at_store, request: last.cause?.replace(/^counter:/, '') },
  })
}

type UseRow = {
  member_id: string
  at_store: string | null
  actor_id: string
  used_at: string
  undone_at: string | null
  request_key: string
}

async function undoBenefit(tx: TenantTx, { id, reason }: Undo): Promise<void> {
  const { tenantId } = tx.scope
  const find = async () => {
    const [row] = await tx.sql<UseRow[]>`
      select member_id, at_store, actor_id, used_at, undone_at, request_key from benefit_uses where tenant_id = ${tenantId} and id = ${id}`
    if (!row) throw new Refusal('not_found', 'counter.check_off_not_found')
    return row
  }
  await lockMembersById(tx, [(await find()).member_id])
  const use = await find()
  mayUndo(tx, { store: use.at_store, actor: use.actor_id, at: use.used_at })
  if (use.undone_at !== null) return
  await tx.sql`
    update benefit_uses set undone_at = ${now().toISOString()}, undone_by = ${actorIdOf(tx.scope)}, undone_why = ${reason}
    where tenant_id = ${tenantId} and id = ${id} and undone_at is null`
  await audit(tx, {
    action: 'benefit.check_off_undone',
    subject: 'benefit_use',
    subjectId: id,
    after: { reason, store: use.at_store, request: use.request_key },
  })
}

function mayUndo({ scope }: TenantTx, { store, actor, at }: { store: string | null; actor: string; at: string }): void {
  const own = storesOf(scope.actor)
  if (own !== null && (store === null || !own.includes(store))) throw new Refusal('not_found', 'counter.check_off_not_found')
  if (own !== null && actor !== actorIdOf(scope)) throw new Refusal('forbidden', 'counter.undo_by_others')
  if (now().getTime() - Date.parse(at) > UNDO_MINUTES * 60_000)
    throw new Refusal('conflict', 'counter.undo_too_late', { details: { minutes: UNDO_MINUTES } })
}
