import { and, eq, inArray, sql } from 'drizzle-orm'
import { couponBatches } from '@/db/schema'
import type { BatchCounts } from '@/db/schema/coupon'
import { localDay } from '@/server/engine/calendar/zone'
import { audienceOf } from '@/server/member/audience'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { lockMembersById } from '@/server/program/member-rows'
import { readTenantClock } from '@/server/program/read-timeline'
import { type CouponWant, issueCoupons } from './issue-coupons'

type BatchRow = typeof couponBatches.$inferSelect
export type BatchStatus = BatchRow['status']

/** Looked at in one transaction: a claim waits no longer than for these. */
const STEP = 1_000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Gives an issue to everybody it means, some members at a time in the order of their ids. What is given and how far it
 * has come are one transaction, so a run that is cut off goes on where it was and gives nobody twice. Says how it ended;
 * `running` when it was put down.
 */
export async function runBatch(scope: TenantScope, batchId: string, stopping: () => boolean = () => false): Promise<BatchStatus> {
  for (;;) {
    const status = await untilDone(() => inTenant(scope, 'coupon:issue', (tx) => step(tx, batchId)))
    if (status !== 'running' || stopping()) return status
  }
}

async function step(tx: TenantTx, batchId: string): Promise<BatchStatus> {
  const here = and(eq(couponBatches.tenantId, tx.scope.tenantId), eq(couponBatches.id, batchId))
  // The row is held throughout: another run of the same issue waits here, and so does whoever cancels it.
  const [batch] = await tx.orm.select().from(couponBatches).where(here).for('update')
  if (!batch) throw new Error('an issue to many is not there')
  if (batch.status !== 'queued' && batch.status !== 'running') return batch.status
  const ids = await nextMembers(tx, batch)
  const counts = await give(tx, batch, ids)
  const over = ids.length < STEP
  await tx.orm
    .update(couponBatches)
    .set({
      status: over ? 'done' : 'running',
      counts,
      done: batch.done + ids.length,
      // Members may have joined since they were counted.
      total: over ? batch.done + ids.length : Math.max(batch.total, batch.done + ids.length),
      reached: ids.at(-1) ?? batch.reached,
      startedAt: sql`coalesce(${couponBatches.startedAt}, statement_timestamp())`,
      finishedAt: over ? sql`statement_timestamp()` : null,
    })
    .where(here)
  if (over)
    await audit(tx, {
      action: 'coupon_batch.finished',
      subject: 'coupon_template',
      subjectId: batch.templateId,
      after: { batch: batchId, members: batch.done + ids.length, ...counts },
    })
  return over ? 'done' : 'running'
}

/** The next members whom an issue means, behind the last one looked at. */
async function nextMembers(tx: TenantTx, { condition, reached }: BatchRow): Promise<string[]> {
  const { text, values } = await audienceOf(tx, condition)
  const at = values.length
  const rows = await tx.sql.unsafe<{ id: string }[]>(
    `select id from (
       select id, state->'history' as history, state->'standing' as standing from members
       where status = 'active' and tenant_id = $${at + 1}::uuid and id > $${at + 2}::uuid order by id offset 0
     ) m
     where ${text} order by id limit ${STEP}`,
    [...values, tx.scope.tenantId, reached ?? FIRST_ID],
  )
  return rows.map((row) => row.id)
}

/** Gives each of these members theirs and counts what became of it. */
async function give(tx: TenantTx, { id, templateId, perMember, counts: before }: BatchRow, ids: string[]): Promise<BatchCounts> {
  const counts: BatchCounts = { issued: before.issued, skipped: { ...before.skipped } }
  if (ids.length === 0) return counts
  const skip = (why: string): void => {
    counts.skipped[why] = (counts.skipped[why] ?? 0) + 1
  }
  const [clock, members] = await Promise.all([readTenantClock(tx), lockMembersById(tx, ids)])
  const cause = `batch:${id}`
  const wants = members.flatMap((member): CouponWant[] => {
    // Left between being found and being locked.
    if (member.status === 'closed') skip('member.closed')
    return member.status === 'closed'
      ? []
      : [{ memberId: member.id, templateId, count: perMember, origin: 'batch', issueKey: cause, cause }]
  })
  const today = localDay(clock.timeZone, now().getTime())
  for (const answer of await issueCoupons(tx, today, wants)) {
    if (answer.refused === null) counts.issued += answer.coupons.length
    else skip(answer.refused)
  }
  return counts
}

/** Marks an issue that cannot go on. What was given stays given. */
export const failBatch = (scope: TenantScope, batchId: string, reason: string): Promise<void> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    const [failed] = await tx.orm
      .update(couponBatches)
      .set({ status: 'failed', failure: reason, finishedAt: sql`statement_timestamp()` })
      .where(
        and(
          eq(couponBatches.tenantId, scope.tenantId),
          eq(couponBatches.id, batchId),
          inArray(couponBatches.status, ['queued', 'running']),
        ),
      )
      .returning({ templateId: couponBatches.templateId, counts: couponBatches.counts })
    if (!failed) return
    await audit(tx, {
      action: 'coupon_batch.failed',
      subject: 'coupon_template',
      subjectId: failed.templateId,
      after: { batch: batchId, reason, ...failed.counts },
    })
  })
