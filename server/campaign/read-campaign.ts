import { and, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { campaignRuns, campaigns, tenants, users } from '@/db/schema'
import type { CampaignPhase } from '@/server/engine/campaign/campaign'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { allows, type TenantScope } from '@/server/platform/scope'
import { todayOf } from '../coupon/visible'
import { lastEditor, mayApprove } from './approvers'
import { actorOf, type CampaignRow, campaignWithin } from './campaign-row'
import type { WhichCampaign } from './delete-campaign'
import { effectUse } from './effect-use'
import { campaignLines } from './list-campaigns'
import { couponsOut } from './members-given'
import type { CampaignStep, CampaignView, RunView } from './views'

/** A campaign as its page shows it; figures are, for a store manager, of the members of the own stores. */
export const readCampaign = (scope: TenantScope, { campaignId }: WhichCampaign): Promise<CampaignView> =>
  inTenant(
    scope,
    'campaign:read',
    async (tx) => {
      const row = await campaignWithin(tx, campaignId)
      const today = await todayOf(tx)
      const [line] = await campaignLines(tx, today, tx.sql`and c.id = ${campaignId}`, tx.sql`limit 1`)
      if (!line) throw new Refusal('not_found', 'campaign.not_found')
      const [[house], names] = [
        await tx.orm.select({ approves: tenants.approvesCampaigns }).from(tenants).where(eq(tenants.id, scope.tenantId)),
        await peopleNamed(tx, [row.createdBy, row.submittedBy, row.decidedBy]),
      ]
      const named = (who: string | null): string | null => (who === null ? null : (names.get(who) ?? null))
      return {
        ...line,
        intro: row.intro,
        noticeDays: row.noticeDays,
        createdBy: named(row.createdBy),
        submittedBy: named(row.submittedBy),
        submittedAt: isoOrNull(row.submittedAt),
        decidedBy: named(row.decidedBy),
        decidedAt: isoOrNull(row.decidedAt),
        remark: row.remark,
        forecast: row.forecast,
        spans: row.spans.map(({ from, until }) => ({
          from: new Date(from).toISOString(),
          until: until === null ? null : new Date(until).toISOString(),
        })),
        use: await effectUse(tx, campaignId, row.terms, today),
        couponsOut: await couponsOut(tx, campaignId, today),
        runs: await runsOf(tx, campaignId),
        steps: await stepsOf(tx, row, line.phase, line.next !== null),
        needsApproval: house?.approves ?? false,
        before: await earlierOf(tx, row),
      }
    },
    'one_moment',
  )

const isoOrNull = (instant: string | null): string | null => (instant === null ? null : new Date(instant).toISOString())

/** The names of people by their ids; parts of the system and keys are nobody. */
async function peopleNamed(tx: TenantTx, whos: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = whos.flatMap((who) => (who === null || who.includes(':') ? [] : [who]))
  if (ids.length === 0) return new Map()
  const rows = await tx.orm
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What may be done with a campaign now by who asks. */
async function stepsOf(tx: TenantTx, row: CampaignRow, phase: CampaignPhase, comesAgain: boolean): Promise<CampaignStep[]> {
  const { actor } = tx.scope
  const steps = allows(actor, 'campaign:write') ? writing[phase].filter((step) => step !== 'resume' || comesAgain) : []
  if (phase !== 'awaiting' || !allows(actor, 'campaign:approve')) return steps
  const involved = { submittedBy: row.submittedBy, editedBy: await lastEditor(tx, row) }
  return mayApprove(actorOf(tx.scope), involved) ? ['approve', ...steps] : steps
}

const writing: Record<CampaignPhase, CampaignStep[]> = {
  draft: ['edit', 'launch', 'copy', 'delete'],
  awaiting: ['withdraw', 'copy'],
  scheduled: ['pause', 'end', 'copy'],
  running: ['pause', 'end', 'copy'],
  paused: ['resume', 'end', 'copy'],
  ended: ['copy'],
}

const RUNS_SHOWN = 50

/** What is on its way to everybody, newest first. */
async function runsOf(tx: TenantTx, campaignId: string): Promise<RunView[]> {
  const rows = await tx.orm
    .select()
    .from(campaignRuns)
    .where(and(eq(campaignRuns.tenantId, tx.scope.tenantId), eq(campaignRuns.campaignId, campaignId)))
    .orderBy(desc(campaignRuns.createdAt), desc(campaignRuns.id))
    .limit(RUNS_SHOWN)
  return rows.map(({ id, effect, occasion, day, status, total, done, counts, failure, startedAt, finishedAt }) => ({
    id,
    effect,
    occasion,
    day,
    status,
    total,
    done,
    counts,
    failure,
    startedAt: isoOrNull(startedAt),
    finishedAt: isoOrNull(finishedAt),
  }))
}

/** The latest of the same line that was put to work, to compare with. */
async function earlierOf(tx: TenantTx, { id, rootId }: CampaignRow): Promise<CampaignView['before']> {
  const [found] = await tx.orm
    .select({ name: campaigns.name, terms: campaigns.terms })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.tenantId, tx.scope.tenantId),
        eq(campaigns.rootId, rootId),
        ne(campaigns.id, id),
        isNotNull(campaigns.launchedAt),
        sql`${campaigns.createdAt} <= (select o.created_at from campaigns o where o.tenant_id = ${tx.scope.tenantId} and o.id = ${id})`,
      ),
    )
    .orderBy(desc(campaigns.launchedAt))
    .limit(1)
  return found ?? null
}
