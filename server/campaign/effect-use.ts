import type { Fragment } from 'postgres'
import { type CampaignTerms, type Effect, effectId } from '@/server/engine/campaign/campaign'
import type { TenantTx } from '@/server/platform/database'
import { ofVisible } from './members-given'
import type { EffectUse } from './views'

type Sums = { given: number; today: number; members: number }

/**
 * How much each effect has given, in the unit of its limits, from where that is written down:
 * - what is given once for an occasion, a birthday, to sleepers or on request: its grants;
 * - points and growth: what stands in the ledger under its name, corrections and refunds counted;
 * - goods and chances: what was handed over and did not come back, in times;
 * - coupons: the gifts of which any coupon was not taken back, in times;
 * - effects of price give nothing of which anything is written under their name, and have no limits.
 * Where the effect has a limit for all members together, the budget under whose lock it gives is the measure of it.
 */
export async function effectUse(tx: TenantTx, campaignId: string, terms: CampaignTerms, today: string): Promise<EffectUse[]> {
  const budgets = await budgetsOf(tx, campaignId, terms, today)
  const uses: EffectUse[] = []
  for (const [place, effect] of terms.effects.entries()) {
    const rows = rowsOf(tx, campaignId, effect, place)
    const sums = rows === null ? null : await sumUp(tx, rows, today)
    const name = effectId(campaignId, place)
    const shared = byGrants(effect) ? null : budgets
    uses.push({
      place,
      given: shared?.get(name) ?? sums?.given ?? 0,
      today: shared?.get(`${name}@${today}`) ?? sums?.today ?? 0,
      members: sums?.members ?? 0,
    })
  }
  return uses
}

const onceEach: ReadonlySet<Effect['at']['kind']> = new Set(['occasion', 'birthday', 'asleep', 'claimed'])
const byGrants = ({ at }: Effect): boolean => onceEach.has(at.kind)

/** The rows of one effect: who, when and how much; null where nothing is written down. */
function rowsOf(tx: TenantTx, campaignId: string, effect: Effect, place: number): Fragment | null {
  const { sql } = tx
  const { tenantId } = tx.scope
  const name = effectId(campaignId, place)
  if (byGrants(effect))
    return sql`select member_id, day, amount from campaign_grants where tenant_id = ${tenantId} and campaign_id = ${campaignId} and effect = ${place}`
  switch (effect.gives.kind) {
    case 'points_bonus':
    case 'points':
    case 'growth_bonus':
    case 'growth':
      return sql`
        select member_id, business_day as day,
               case when from_account in ('issued', 'reversed') then amount when to_account in ('issued', 'reversed') then -amount else 0 end as amount
        from ledger_entries where tenant_id = ${tenantId} and starts_with(rule_id, 'campaign:') and rule_id = ${name}`
    case 'goods':
    case 'chances':
      return sql`
        select member_id, day, 1 as amount from campaign_goods
        where tenant_id = ${tenantId} and campaign_id = ${campaignId} and effect = ${place} and state = 'given'`
    case 'coupons':
      // With an order and the like a gift is named after its effect; for entering a tier, after the entry of the log that says which.
      return sql`
        select distinct c.member_id, c.issued_on as day, regexp_replace(c.issue_key, ':[0-9]+:[0-9]+$', '') as gift, 1 as amount
        from coupons c
        where c.tenant_id = ${tenantId} and c.campaign_id is not null and c.campaign_id = ${campaignId} and c.state <> 'withdrawn'
          and (starts_with(c.issue_key, ${`rule:${name}:`}) or exists (
            select from events e
            where e.tenant_id = ${tenantId} and e.id = case when starts_with(c.issue_key, 'grant:') then split_part(c.issue_key, ':', 2)::uuid end
              and e.body ->> 'effect' = ${name}))`
    case 'discount':
    case 'member_price':
    case 'free_shipping':
      return null
  }
}

async function sumUp(tx: TenantTx, rows: Fragment, today: string): Promise<Sums> {
  const [row] = await tx.sql<Sums[]>`
    select coalesce(sum(s.given), 0)::int8 as given, coalesce(sum(s.today), 0)::int8 as today, (count(*) filter (where s.given > 0))::int as members
    from (select g.member_id, sum(g.amount) as given, sum(g.amount) filter (where g.day = ${today}) as today from (${rows}) g ${ofVisible(tx)} group by 1) s`
  return row ?? { given: 0, today: 0, members: 0 }
}

/** What stands of the budgets that effects share among all members, in all and on a date. */
async function budgetsOf(tx: TenantTx, campaignId: string, { effects }: CampaignTerms, today: string): Promise<Map<string, number>> {
  const names = effects.flatMap(({ limits }, place) => [
    ...(limits.total === undefined ? [] : [effectId(campaignId, place)]),
    ...(limits.perDay === undefined ? [] : [`${effectId(campaignId, place)}@${today}`]),
  ])
  if (names.length === 0) return new Map()
  const rows = await tx.sql<{ name: string; taken: number }[]>`
    select rule_id as name, taken from rule_budgets where tenant_id = ${tx.scope.tenantId} and rule_id = any (${names}::text[])`
  return new Map(rows.map(({ name, taken }) => [name, taken]))
}
