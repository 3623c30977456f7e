import { and, asc, eq } from 'drizzle-orm'
import { auditLog, redemptions } from '@/db/schema'
import type { CouponState } from '@/server/engine/coupon/template'
import { actorNames } from '@/server/member/actor-names'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { allows, type TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { type RedemptionLine, redemptionLine } from './list-redemptions'

/** One step of a redemption: what was done, when, and by whom where that is known. */
export type RedemptionStep = {
  what: string
  at: string
  by: { kind: 'operator' | 'key' | 'system'; name: string | null }
  carrier: string | null
  parcel: string | null
}

/** Everything about one redemption. The address stays sealed; `address` says only that there is one. */
export type RedemptionDetail = RedemptionLine & {
  address: boolean
  coupons: { number: string; state: CouponState; until: string }[]
  ticketsLeft: number
  steps: RedemptionStep[]
  may: { send: boolean; finish: boolean; collect: boolean; ticket: boolean; cancel: boolean; reveal: boolean }
}

/** One redemption with its history. */
export const readRedemption = (scope: TenantScope, redemptionId: string): Promise<RedemptionDetail> =>
  inTenant(scope, 'redemption:read', async (tx) => {
    const { tenantId, actor } = scope
    const { currency } = await tenantTerms(tx)
    const line = await redemptionLine(tx, { redemptionId }, currency)
    const [row] = await tx.orm
      .select({ address: redemptions.addressSealed, couponIds: redemptions.couponIds, ticketsLeft: redemptions.ticketsLeft })
      .from(redemptions)
      .where(and(eq(redemptions.tenantId, tenantId), eq(redemptions.id, redemptionId)))
    if (!line || !row) throw new Refusal('not_found', 'redemption.not_found')
    const coupons = await tx.sql<RedemptionDetail['coupons']>`
      select number, state, valid_until::text as until from coupons
      where tenant_id = ${tenantId} and id = any (${row.couponIds}::uuid[]) order by number`
    const acts = await tx.orm
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, tenantId), eq(auditLog.subject, 'redemption'), eq(auditLog.subjectId, redemptionId)))
      .orderBy(asc(auditLog.at), asc(auditLog.id))
    const names = await actorNames(
      tx,
      acts.map((act) => ({ kind: act.actorKind, id: act.actorId })),
    )
    const open = line.state !== 'cancelled' && line.state !== 'done'
    return {
      ...line,
      address: row.address !== null,
      coupons: [...coupons],
      ticketsLeft: row.ticketsLeft,
      steps: acts.map((act) => {
        const told = (act.after ?? {}) as { carrier?: string; parcel?: string }
        return {
          what: act.action.slice('redemption.'.length),
          at: new Date(act.at).toISOString(),
          by: { kind: act.actorKind, name: names.get(`${act.actorKind}:${act.actorId}`) ?? null },
          carrier: told.carrier ?? null,
          parcel: told.parcel ?? null,
        }
      }),
      may: {
        send: allows(actor, 'redemption:fulfil') && (line.state === 'to_send' || line.state === 'sent'),
        finish: allows(actor, 'redemption:fulfil') && line.state === 'sent',
        collect: allows(actor, 'counter:use') && line.state === 'to_collect',
        ticket: allows(actor, 'redemption:write') && line.state !== 'cancelled' && row.ticketsLeft > 0,
        cancel:
          allows(actor, 'redemption:write') && line.cancellable && (open || line.gives === 'coupon' || line.gives === 'lottery_ticket'),
        reveal: allows(actor, 'member:reveal') && row.address !== null,
      },
    }
  })
