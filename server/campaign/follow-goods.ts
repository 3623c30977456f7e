import type { Day } from '@/server/engine/calendar/day'
import { isoOf } from '@/server/engine/calendar/day'
import { readEffectId } from '@/server/engine/campaign/campaign'
import type { Decisions } from '@/server/engine/trace'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'

/** A member, and what was decided about goods: those to give, and the keys of what came back. */
type Told = { memberId: string; news: Pick<Decisions, 'goods' | 'withdrawals'> }

/**
 * Gives the goods and chances that campaigns bring, each key once, and takes back those whose order came back. What was
 * handed over at a counter stays given; that its order came back is written beside it. What lies before `since` is
 * history that was brought in, and no occasion for gifts.
 */
export async function followGoods(tx: TenantTx, since: Day, members: readonly Told[]): Promise<void> {
  const { tenantId } = tx.scope
  const given = members.flatMap(({ memberId, news }) =>
    news.goods.flatMap((one) => {
      const of = readEffectId(one.effect)
      return of === null || one.day < since ? [] : [{ ...one, ...of, memberId, id: newId() }]
    }),
  )
  if (given.length > 0)
    await tx.sql`
      insert into campaign_goods (tenant_id, id, campaign_id, effect, member_id, key, kind, name, sku, count, state, cause, day)
      select ${tenantId}::uuid, g.id, g.campaign_id, g.effect, g.member_id, g.key, g.kind, g.name, g.sku, g.count, 'given', g.cause, g.day
      from unnest(
        ${given.map((g) => g.id)}::uuid[], ${given.map((g) => g.campaign)}::uuid[], ${given.map((g) => g.place)}::int4[],
        ${given.map((g) => g.memberId)}::uuid[], ${given.map((g) => g.key)}::text[], ${given.map((g) => g.gift.kind)}::text[],
        ${given.map((g) => g.gift.name)}::text[], ${given.map((g) => g.gift.sku)}::text[], ${given.map((g) => g.gift.count)}::int4[],
        ${given.map((g) => g.cause)}::text[], ${given.map((g) => isoOf(g.day))}::date[]
      ) as g (id, campaign_id, effect, member_id, key, kind, name, sku, count, cause, day)
      on conflict (tenant_id, member_id, key) do nothing`
  const back = members.flatMap(({ memberId, news }) => news.withdrawals.map(({ key }) => ({ memberId, key })))
  if (back.length > 0)
    await tx.sql`
      update campaign_goods g set
        state = case when g.handed_at is null then 'withdrawn' else 'given' end,
        came_back_at = case when g.handed_at is null then null else coalesce(g.came_back_at, now()) end
      from unnest(${back.map((b) => b.memberId)}::uuid[], ${back.map((b) => b.key)}::text[]) as b (member_id, key)
      where g.tenant_id = ${tenantId} and g.member_id = b.member_id and g.key = b.key and g.state = 'given'`
}
