import { and, eq, inArray, sql } from 'drizzle-orm'
import { campaignRuns } from '@/db/schema'
import { dayOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { CampaignState, CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import type { CompiledCampaign } from '@/server/engine/campaign/compile'
import type { Timeline } from '@/server/engine/program/compile'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { readTenantClock, readTimeline, type TenantClock } from '@/server/program/read-timeline'
import { countMembers, isForAll, lockFound, meant, nextMembers, occasionFor, type Sought } from './choose-members'
import { type ByTime, isByTime, NOTICE } from './due-runs'
import { type Giving, giveEffect, type Target } from './give-effect'
import { giveNotice } from './give-notice'

type RunRow = typeof campaignRuns.$inferSelect
type CampaignRow = { id: string; root: string; state: CampaignState; terms: CampaignTerms }

/** How a run stands behind a step: `waiting` while its campaign is paused. */
export type RunStatus = RunRow['status'] | 'waiting'

/** Looked at in one transaction: a claim, or an order, waits no longer than for these. */
const STEP = 2_000
/** Points and growth are folded into each member's log, which takes longer. */
const STEP_IN_LOG = 200
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Gives one effect of a campaign to everybody whom an occasion means, some members at a time in the order of their ids.
 * What is given and how far it has come are one transaction, so a run that is cut off goes on where it was and gives
 * nobody twice. It stops behind the members at hand when the campaign is paused or ended. Says how it stands; `running`
 * when it was put down.
 */
export async function runEffect(scope: TenantScope, runId: string, stopping: () => boolean = () => false): Promise<RunStatus> {
  for (;;) {
    const status = await untilDone(() => inTenant(scope, 'campaign:write', (tx) => step(tx, runId)))
    if (status !== 'running' || stopping()) return status
  }
}

const oneRun = (tx: TenantTx, runId: string) => and(eq(campaignRuns.tenantId, tx.scope.tenantId), eq(campaignRuns.id, runId))

async function step(tx: TenantTx, runId: string): Promise<RunStatus> {
  // The row is held throughout: whoever else runs the same waits here.
  const [run] = await tx.orm.select().from(campaignRuns).where(oneRun(tx, runId)).for('update')
  if (!run) throw new Error('a run of a campaign is not there')
  if (run.status !== 'queued' && run.status !== 'running') return run.status
  const [campaign] = await tx.sql<CampaignRow[]>`
    select id, root_id as root, state, terms from campaigns where tenant_id = ${tx.scope.tenantId} and id = ${run.campaignId}`
  if (!campaign) throw new Error('a run without its campaign')
  if (campaign.state === 'ended') return close(tx, run, 'cancelled')
  if (campaign.state !== 'live') return 'waiting'
  const before = await known(tx)
  const at = now().getTime()
  const day = localDay(before.clock.timeZone, at)
  const effect = run.effect === NOTICE ? null : (campaign.terms.effects[run.effect] as Effect)
  const sought: Sought = {
    at: soughtBy(effect),
    root: campaign.root,
    place: run.effect,
    day: dayOf(run.day),
    today: day,
    audience: campaign.terms.audience,
    leap: before.timeline.at(at).points.leapBirthday,
  }
  const behind = run.reached ?? FIRST_ID
  const inLog = effect !== null && (effect.gives.kind === 'points' || effect.gives.kind === 'growth')
  const size = inLog ? STEP_IN_LOG : STEP
  const ids = await nextMembers(tx, sought, behind, size)
  if (run.startedAt === null && ids.length === size) run.total = await countMembers(tx, sought, behind)
  run.reached = ids.at(-1) ?? run.reached
  run.done += ids.length
  const forAll = isForAll(sought.audience)
  const locked = ids.length === 0 ? [] : await lockFound(tx, ids, inLog || !forAll)
  // Who waited for these members may judge them by what has changed meanwhile.
  const { clock, timeline } = ids.length === 0 ? before : await known(tx)
  const found = forAll ? locked : await meant(tx, compiledOf(timeline, campaign), timeline, locked, { at, day })
  const targets = found.flatMap((member): Target[] => {
    const occasion = occasionFor(sought, member)
    return occasion === null ? [] : [{ member, occasion }]
  })
  const gone =
    effect === null
      ? await notify(tx, run, targets)
      : await give(tx, run, { ...of(campaign, run, effect), at, day }, targets, { clock, timeline })
  if (gone !== null) await skipRest(tx, run, sought, gone)
  return gone !== null || ids.length < size ? close(tx, run, 'done') : save(tx, run, 'running')
}

/** How far the merchant's versions and campaigns have come, as of this statement. */
async function known(tx: TenantTx): Promise<{ clock: TenantClock; timeline: Timeline }> {
  const clock = await readTenantClock(tx)
  return { clock, timeline: await readTimeline(tx, clock) }
}

/** A notice goes to everybody in the audience, as an occasion does. */
const soughtBy = (effect: Effect | null): ByTime => (effect !== null && isByTime(effect.at) ? effect.at : { kind: 'occasion' })

function compiledOf({ campaigns }: Timeline, { id }: CampaignRow): CompiledCampaign {
  const compiled = campaigns.all.find((one) => one.id === id)
  if (!compiled) throw new Error('a live campaign that nobody knows of')
  return compiled
}

const of = ({ id, root }: CampaignRow, run: RunRow, effect: Effect): Omit<Giving, 'at' | 'day'> => ({
  root,
  campaignId: id,
  place: run.effect,
  effect,
  cause: `campaign_run:${run.id}`,
})

/** Gives those who were found theirs and counts what became of it. Says why nobody gets anything any more. */
async function give(
  tx: TenantTx,
  run: RunRow,
  giving: Giving,
  targets: readonly Target[],
  known: { clock: TenantClock; timeline: Timeline },
): Promise<string | null> {
  const { answers, gone } = await giveEffect(tx, giving, targets, known)
  for (const { refused } of answers) {
    if (refused === null) run.counts.given++
    else skip(run, refused, 1)
  }
  return gone
}

async function notify(tx: TenantTx, run: RunRow, targets: readonly Target[]): Promise<null> {
  const open = targets.filter(({ member }) => member.status === 'active')
  run.counts.given += await giveNotice(
    tx,
    run,
    open.map(({ member }) => member.id),
  )
  if (open.length < targets.length) skip(run, 'member.closed', targets.length - open.length)
  return null
}

function skip({ counts }: RunRow, why: string, members: number): void {
  counts.skipped[why] = (counts.skipped[why] ?? 0) + members
}

/** Nothing is left: those behind are counted without being looked at one by one. */
async function skipRest(tx: TenantTx, run: RunRow, sought: Sought, why: string): Promise<void> {
  const rest = await countMembers(tx, sought, run.reached ?? FIRST_ID)
  if (rest === 0) return
  skip(run, why, rest)
  run.done += rest
}

async function save(tx: TenantTx, run: RunRow, status: RunRow['status']): Promise<RunRow['status']> {
  const over = status !== 'running'
  await tx.orm
    .update(campaignRuns)
    .set({
      status,
      counts: run.counts,
      done: run.done,
      // Members may have joined, or left, since they were counted.
      total: status === 'done' ? run.done : Math.max(run.total, run.done),
      reached: run.reached,
      startedAt: sql`coalesce(${campaignRuns.startedAt}, statement_timestamp())`,
      finishedAt: over ? sql`statement_timestamp()` : null,
    })
    .where(oneRun(tx, run.id))
  return status
}

async function close(tx: TenantTx, run: RunRow, status: 'done' | 'cancelled'): Promise<RunRow['status']> {
  await save(tx, run, status)
  await audit(tx, {
    action: status === 'done' ? 'campaign_run.finished' : 'campaign_run.cancelled',
    subject: 'campaign',
    subjectId: run.campaignId,
    after: { run: run.id, effect: run.effect, on: run.occasion, members: run.done, ...run.counts },
  })
  return status
}

/** Marks a run that cannot go on. What was given stays given. */
export const failRun = (scope: TenantScope, runId: string, reason: string): Promise<void> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const [failed] = await tx.orm
      .update(campaignRuns)
      .set({ status: 'failed', failure: reason, finishedAt: sql`statement_timestamp()` })
      .where(and(oneRun(tx, runId), inArray(campaignRuns.status, ['queued', 'running'])))
      .returning()
    if (!failed) return
    await audit(tx, {
      action: 'campaign_run.failed',
      subject: 'campaign',
      subjectId: failed.campaignId,
      after: { run: runId, effect: failed.effect, on: failed.occasion, reason, ...failed.counts },
    })
  })
