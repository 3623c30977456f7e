import { type Day, isoOf } from '@/server/engine/calendar/day'
import { type CampaignTerms, effectId } from '@/server/engine/campaign/campaign'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { firstIdAt } from '@/server/platform/ids'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { type CampaignRow, campaignWithin } from './campaign-row'
import { daysHeld } from './days-held'
import type { WhichCampaign } from './delete-campaign'
import { costOfPoints, earningTerms } from './earning-terms'
import { meantMembers } from './meant-members'
import { Patience } from './patience'
import type { CampaignEffect, EffectDay, SalesFigures } from './views'

/**
 * What a campaign has come to so far; nothing while it was not held on any day. For a store manager, of the members and
 * the orders of the own stores. Refuses with `campaign.figures_too_slow` when that takes too long.
 */
export const readEffect = (scope: TenantScope, { campaignId }: WhichCampaign): Promise<CampaignEffect | null> =>
  inTenant(scope, 'campaign:read', async (tx) => effectWithin(tx, await campaignWithin(tx, campaignId)), 'one_moment')

async function effectWithin(tx: TenantTx, campaign: CampaignRow): Promise<CampaignEffect | null> {
  const at = now().getTime()
  const { timeZone } = await tenantTerms(tx)
  const { terms } = campaign
  const { held, before } = daysHeld(terms.schedule, campaign.spans, timeZone, at)
  const [first, last] = [held[0], held.at(-1)]
  if (first === undefined || last === undefined) return null
  const earning = await earningTerms(tx)
  const found = await figuresOf(tx, campaign, { held, before })
  const { sums, goods } = found
  const groups = (gifted: boolean, during: boolean): SalesFigures =>
    added(nobody, found.groups.find((one) => one.gifted === gifted && one.during === during) ?? nobody)
  const all = (during: boolean): SalesFigures => added(groups(true, during), groups(false, during))
  const costOfGoods = goods.reduce((sum, { effect, count }) => sum + count * (costOf(terms, effect) ?? 0), 0)
  const unknown = found.unpriced || goods.some(({ effect }) => costOf(terms, effect) === null)
  return {
    asOf: new Date(at).toISOString(),
    days: held.length,
    from: isoOf(first),
    until: isoOf(last),
    beforeDays: before.length,
    beforeFrom: before[0] === undefined ? null : isoOf(before[0]),
    beforeUntil: before.length === 0 ? null : isoOf(before.at(-1) as Day),
    ...sums,
    cost: Math.round(costOfPoints(sums.points, earning)) + sums.couponsOff + sums.off + costOfGoods,
    during: all(true),
    before: all(false),
    withGift: { during: groups(true, true), before: groups(true, false) },
    withoutGift: { during: groups(false, true), before: groups(false, false) },
    byDay: byDay(held, found.days),
    forecast: campaign.forecast,
    pointsWorth: costOfPoints(100, earning),
    notes: [
      ...(earning.worth.assumed && sums.points > 0 ? (['points_assumed'] as const) : []),
      ...(unknown ? (['cost_unknown'] as const) : []),
    ],
  }
}

const nobody: SalesFigures = { members: 0, orders: 0, sales: 0 }

const added = (a: SalesFigures, b: SalesFigures): SalesFigures => ({
  members: a.members + b.members,
  orders: a.orders + b.orders,
  sales: a.sales + b.sales,
})

/** What one piece of the goods of an effect costs; null where nobody has said. */
function costOf({ effects }: CampaignTerms, place: number): number | null {
  const gives = effects[place]?.gives
  return gives?.kind === 'goods' ? (gives.cost ?? null) : gives?.kind === 'chances' ? null : 0
}

/** A row for each day it was held, and for each other on which something of it was still given. */
function byDay(held: readonly Day[], found: readonly EffectDay[]): EffectDay[] {
  const known = new Map(found.map((one) => [one.day, one]))
  const days = new Set([...held.map(isoOf), ...found.flatMap((one) => (one.grants > 0 ? [one.day] : []))])
  const ran = new Set(held.map(isoOf))
  return [...days].sort().map((day) => {
    const { grants = 0, orders = null, sales = null } = known.get(day) ?? {}
    return { day, grants, orders: ran.has(day) ? (orders ?? 0) : null, sales: ran.has(day) ? (sales ?? 0) : null }
  })
}

type Sums = Pick<
  CampaignEffect,
  'reach' | 'members' | 'grants' | 'points' | 'growth' | 'coupons' | 'couponsUsed' | 'couponsOff' | 'goods' | 'chances' | 'off'
>
type Figures = {
  sums: Sums
  groups: (SalesFigures & { gifted: boolean; during: boolean })[]
  days: EffectDay[]
  goods: { effect: number; count: number }[]
  /** Whether nobody knows what one of its coupons took off, as of a voucher for goods that was used at the counter. */
  unpriced: boolean
}

/** A row that came from an account of the merchant's adds, one that went there takes away. */
const SIGNED =
  "case when l.from_account in ('issued', 'reversed') then l.amount when l.to_account in ('issued', 'reversed') then -l.amount else 0 end"

/**
 * All figures in one statement, so that its parts fit together. What one cause gave stands as one row, net of what its
 * refunds took back; growth is taken back without a name, so that of orders is read from what still stands for them.
 */
async function figuresOf(
  tx: TenantTx,
  { id, terms, spans }: CampaignRow,
  { held, before }: { held: Day[]; before: Day[] },
): Promise<Figures> {
  const patience = new Patience(tx)
  const { audience, effects } = terms
  const asking = await meantMembers(tx, audience)
  const dates = (days: readonly Day[]) => asking.put(`{${days.map(isoOf).join(',')}}`, 'date[]')
  const tenant = asking.put(tx.scope.tenantId, 'uuid')
  const campaign = asking.put(id, 'uuid')
  const names = asking.put(`{${effects.map((_, place) => effectId(id, place)).join(',')}}`, 'text[]')
  const since = asking.put(firstIdAt(spans[0]?.from ?? 0), 'uuid')
  const own =
    storesOf(tx.scope.actor) === null ? '' : `where exists (select from members v where v.tenant_id = ${tenant} and v.id = g.member_id)`
  const where = [
    audience.stores && `and jsonb_exists(${asking.put(JSON.stringify(audience.stores), 'jsonb')}, o.store_id::text)`,
    audience.channels && `and jsonb_exists(${asking.put(JSON.stringify(audience.channels), 'jsonb')}, o.channel)`,
  ]
  const row = await patience.row<Figures>(
    `with ${asking.text}, of_ledger as (
      select r.member_id, r.unit, r.day, case when r.unit = 'points' then r.amount else coalesce((
          select sum((j->'growth'->substr(r.unit, 8)->>r.rule_id)::bigint)
          from orders o, jsonb_array_elements(o.record->'judged') j
          where o.tenant_id = ${tenant} and o.member_id = r.member_id and j->>'event' = r.key), r.amount) end as amount
      from (
        select l.member_id, l.unit, l.rule_id, coalesce(l.lot, l.corrects, l.cause) as key, min(l.business_day) as day, sum(${SIGNED}) as amount
        from ledger_entries l
        where l.tenant_id = ${tenant} and starts_with(l.rule_id, 'campaign:') and l.rule_id = any (${names})
        group by 1, 2, 3, 4
      ) r
    ), of_coupons as (
      select c.member_id, regexp_replace(c.issue_key, ':[0-9]+:[0-9]+$', '') as key, min(c.issued_on) as day, count(*) as given,
        count(*) filter (where c.state = 'used') as used, coalesce(sum(c.off) filter (where c.state = 'used'), 0) as off,
        bool_or(c.state = 'used' and c.off is null) as unpriced
      from coupons c
      where c.tenant_id = ${tenant} and c.campaign_id is not null and c.campaign_id = ${campaign} and c.state <> 'withdrawn'
      group by 1, 2
    ), of_goods as (
      select w.member_id, w.effect, w.kind, w.count, w.day from campaign_goods w
      where w.tenant_id = ${tenant} and w.campaign_id = ${campaign} and w.state = 'given'
    ), of_prices as (
      select o.member_id, o.business_day as day, case when o.paid = 0 then (q->>'off')::bigint
        else round((q->>'off')::bigint * (o.paid - o.refunded)::numeric / o.paid)::bigint end as off
      from checkout_locks k
      cross join jsonb_array_elements(case when jsonb_typeof(k.quote->'campaigns') = 'array' then k.quote->'campaigns' else '[]'::jsonb end) q
      join orders o on o.tenant_id = ${tenant} and o.channel = split_part(k.order_key, E'\\n', 1) and o.order_no = split_part(k.order_key, E'\\n', 2)
      where k.tenant_id = ${tenant} and k.id >= ${since} and k.state = 'confirmed' and (q->>'applied')::boolean and q->>'effect' = any (${names})
        and (o.refunded = 0 or o.refunded < o.paid)
    ), given as (
      select g.* from (
        select member_id, day, 'ledger' as what, case when unit = 'points' then amount end as points, case when unit <> 'points' then amount end as growth,
          null::bigint as coupons, null::bigint as used, null::numeric as coupons_off, null::bigint as goods, null::bigint as chances, null::bigint as off,
          amount > 0 as stands from of_ledger
        union all select member_id, day, 'coupons', null, null, given, used, off, null, null, null, true from of_coupons
        union all select member_id, day, 'goods', null, null, null, null, null, case when kind = 'goods' then count end, case when kind = 'chances' then count end, null, true from of_goods
        union all select member_id, day, 'prices', null, null, null, null, null, null, null, off, true from of_prices
      ) g ${own}
    ), people as (
      select a.id, a.id in (select member_id from given where stands) as gifted
      from (select id from meant union select member_id from given where stands) a
    ), bought as (
      select p.gifted, o.business_day = any (${dates(held)}) as during, o.member_id, o.business_day as day, o.paid - o.refunded as net
      from orders o join people p on p.id = o.member_id
      where o.tenant_id = ${tenant} and o.business_day = any (${dates([...before, ...held])}) and (o.refunded = 0 or o.refunded < o.paid)
        ${where.filter(Boolean).join(' ')}
    ), gifts as (
      select day, count(*) as n from given where stands group by 1
    ), sold as (
      select day, count(*) as orders, sum(net) as sales from bought where during group by 1
    )
    select
      (select jsonb_build_object('reach', (select count(*) from people), 'members', count(distinct g.member_id) filter (where g.stands),
         'grants', count(*) filter (where g.stands), 'points', coalesce(sum(g.points), 0), 'growth', coalesce(sum(g.growth), 0),
         'coupons', coalesce(sum(g.coupons), 0), 'couponsUsed', coalesce(sum(g.used), 0), 'couponsOff', coalesce(sum(g.coupons_off), 0),
         'goods', coalesce(sum(g.goods), 0), 'chances', coalesce(sum(g.chances), 0), 'off', coalesce(sum(g.off), 0)) from given g) as sums,
      (select coalesce(jsonb_agg(s), '[]') from (
         select gifted, during, count(distinct member_id) as members, count(*) as orders, sum(net) as sales from bought group by 1, 2) s) as groups,
      (select coalesce(jsonb_agg(s), '[]') from (
         select coalesce(gifts.day, sold.day) as day, coalesce(gifts.n, 0) as grants, sold.orders, sold.sales
         from gifts full join sold on sold.day = gifts.day) s) as days,
      (select coalesce(jsonb_agg(s), '[]') from (
         select g.effect, sum(g.count) as count from of_goods g ${own} group by 1) s) as goods,
      (select coalesce(bool_or(g.unpriced), false) from of_coupons g ${own}) as unpriced`,
    asking,
  )
  return row
}
