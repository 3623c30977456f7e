import * as z from 'zod'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'

export const WhoseGoods = z.strictObject({ memberId: z.uuid() })

/**
 * Goods, or chances in a draw, that a campaign gave a member; they are withdrawn with the order that brought them, unless
 * they were handed over at a counter.
 */
export type GivenGoods = {
  id: string
  kind: 'goods' | 'chances'
  name: string
  count: number
  campaign: string
  day: string
  state: 'given' | 'handed' | 'withdrawn'
}

/** More are not shown of one member. */
const MOST = 50

/** What campaigns gave a member beside points and coupons, newest first. Refuses a member that is not there, or is not the actor's. */
export const goodsOfMember = (scope: TenantScope, { memberId }: { memberId: string }): Promise<GivenGoods[]> =>
  inTenant(scope, 'member:read', async (tx) => {
    const { tenantId } = scope
    const [member] = await tx.sql`select from members where tenant_id = ${tenantId} and id = ${memberId}`
    if (!member) throw new Refusal('not_found', 'member.not_found')
    return tx.sql<GivenGoods[]>`
      select g.id, g.kind, g.name, g.count, c.name as campaign, g.day::text as day,
             case when g.handed_at is null then g.state else 'handed' end as state
      from campaign_goods g join campaigns c on c.tenant_id = ${tenantId} and c.tenant_id = g.tenant_id and c.id = g.campaign_id
      where g.tenant_id = ${tenantId} and g.member_id = ${memberId}
      order by g.day desc, g.id desc limit ${MOST}`
  })
