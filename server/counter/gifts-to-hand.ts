import { type Day, isoOf } from '@/server/engine/calendar/day'
import type { TenantTx } from '@/server/platform/database'

/** For how many days chances, and goods that came with an order, are shown to staff. */
const LATELY = 30

/** More are not shown of one member. */
const MOST = 50

/** Goods of a campaign that wait to be handed over, or chances in a draw, for staff to know. */
export type CounterGift = { id: string; kind: 'goods' | 'chances'; name: string; count: number; campaign: string; day: string }

/**
 * What campaigns gave a member and nobody handed over yet, newest first. Goods wait until they are fetched. Those that
 * came with an order mostly lie in its parcel, or went over the till at once: they are shown for some days only, so that
 * they do not pile up.
 */
export async function giftsToHand(tx: TenantTx, memberId: string, today: Day): Promise<CounterGift[]> {
  const { tenantId } = tx.scope
  return tx.sql<CounterGift[]>`
    select g.id, g.kind, g.name, g.count, c.name as campaign, g.day::text as day
    from campaign_goods g join campaigns c on c.tenant_id = ${tenantId} and c.tenant_id = g.tenant_id and c.id = g.campaign_id
    where g.tenant_id = ${tenantId} and g.member_id = ${memberId} and g.state = 'given' and g.handed_at is null
      and (g.day > ${isoOf(today - LATELY)}::date
           or (g.kind = 'goods' and c.terms->'effects'->g.effect->'at'->>'kind' is distinct from 'order'))
    order by g.day desc, g.id desc limit ${MOST}`
}
