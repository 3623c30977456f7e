import type { Fragment } from 'postgres'
import * as z from 'zod'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import { CampaignPhase, effectId } from '@/server/engine/campaign/campaign'
import { compileSchedule } from '@/server/engine/campaign/schedule'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { todayOf } from '../coupon/visible'
import { givenRows, ofVisible } from './members-given'
import type { CampaignLine, CampaignPage } from './views'

export const CampaignQuery = z.strictObject({
  phase: CampaignPhase.optional(),
  search: z.string().trim().max(64).default(''),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
})
export type CampaignQuery = z.infer<typeof CampaignQuery>

/** Campaigns, newest first, a page at a time, and how many there are in each phase. */
export const listCampaigns = (scope: TenantScope, { phase, search, page, pageSize }: CampaignQuery): Promise<CampaignPage> =>
  inTenant(
    scope,
    'campaign:read',
    async (tx) => {
      const today = await todayOf(tx)
      const named = search === '' ? tx.sql`` : tx.sql`and strpos(lower(c.name), lower(${search})) > 0`
      const counted = await tx.sql<{ phase: CampaignPhase; n: number }[]>`
        select ${phaseIn(tx, today)} as phase, count(*)::int as n from campaigns c where c.tenant_id = ${scope.tenantId} ${named} group by 1`
      const counts: Record<CampaignPhase, number> = { draft: 0, awaiting: 0, scheduled: 0, running: 0, paused: 0, ended: 0 }
      for (const row of counted) counts[row.phase] = row.n
      const rows = await campaignLines(
        tx,
        today,
        tx.sql`${named} ${phase === undefined ? tx.sql`` : tx.sql`and ${phaseIn(tx, today)} = ${phase}`}`,
        tx.sql`limit ${pageSize} offset ${(page - 1) * pageSize}`,
      )
      const total = phase === undefined ? counted.reduce((sum, row) => sum + row.n, 0) : counts[phase]
      return { rows, total, counts }
    },
    'one_moment',
  )

/** What merchants see of a campaign `c` on a date, as `phaseOf` says it. */
const phaseIn = ({ sql }: TenantTx, today: string): Fragment => sql`
  case when c.state <> 'live' then c.state
       when ${today}::text < c.terms #>> '{schedule,from}' then 'scheduled'
       when ${today}::text > c.terms #>> '{schedule,until}' then 'ended'
       else 'running' end`

/** Campaigns as lines, newest first. */
export async function campaignLines(tx: TenantTx, today: string, where: Fragment, limit: Fragment): Promise<CampaignLine[]> {
  const rows = await tx.sql<Omit<CampaignLine, 'next' | 'members'>[]>`
    select c.id, c.kind, c.name, c.state, ${phaseIn(tx, today)} as phase, c.terms, c.revision,
           ${isoText(tx, tx.sql`c.created_at`)} as "createdAt", ${isoText(tx, tx.sql`c.launched_at`)} as "launchedAt", ${isoText(tx, tx.sql`c.ended_at`)} as "endedAt"
    from campaigns c where c.tenant_id = ${tx.scope.tenantId} ${where} order by c.created_at desc, c.id desc ${limit}`
  const members = await membersOf(tx, rows)
  return rows.map((row) => ({ ...row, next: nextOf(row, today), members: members.get(row.id) ?? 0 }))
}

/** The next date on which it falls, today included; none for one that will not come again. */
function nextOf({ phase, terms }: Pick<CampaignLine, 'phase' | 'terms'>, today: string): string | null {
  if (phase === 'ended') return null
  const next = compileSchedule(terms.schedule).next(dayOf(today) - 1)
  return next === null ? null : isoOf(next)
}

async function membersOf(tx: TenantTx, campaigns: readonly Pick<CampaignLine, 'id' | 'terms'>[]): Promise<Map<string, number>> {
  if (campaigns.length === 0) return new Map()
  const effects = campaigns.flatMap(({ id, terms }) => terms.effects.map((_, place) => effectId(id, place)))
  const rows = await tx.sql<{ id: string; n: number }[]>`
    select g.campaign_id as id, count(distinct g.member_id)::int as n
    from (${givenRows(
      tx,
      campaigns.map(({ id }) => id),
      effects,
    )}) g ${ofVisible(tx)} group by 1`
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** An instant as an ISO text. */
export const isoText = ({ sql }: TenantTx, instant: Fragment): Fragment =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
