import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import * as z from 'zod'
import { couponBatches, couponTemplates, users } from '@/db/schema'
import type { BatchCounts } from '@/db/schema/coupon'
import { Condition } from '@/server/engine/condition/condition'
import { asksOfMembers } from '@/server/engine/condition/select'
import { audienceOf, refuseUnknownFacts } from '@/server/member/audience'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { refusalOfState } from './issue-coupons'
import { lockTemplate, type TemplateRow, templateWithin } from './template-row'
import { todayOf } from './visible'

/** To whom a template is to be given: everybody who meets the condition, or everybody. */
export const Audience = z.strictObject({
  templateId: z.uuid(),
  condition: Condition.refine(asksOfMembers, { message: 'condition.not_of_members' }).nullable(),
  perMember: z.int().min(1).max(20).default(1),
})
export type Audience = z.infer<typeof Audience>

/** What an issue would come to now. `atLimit`: members who have as many as they may. `left`: of the stock; null for no end. */
export type DryCount = { members: number; atLimit: number; coupons: number; left: number | null }

const PATIENCE_MS = 8_000
const CANCELLED = '57014'

/** Counts whom an issue would reach, without giving anything. */
export const countAudience = (scope: TenantScope, audience: Audience): Promise<DryCount> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    const template = await templateWithin(tx, audience.templateId)
    return countWithin(tx, template, audience)
  })

async function countWithin(tx: TenantTx, template: TemplateRow, { condition, perMember }: Audience): Promise<DryCount> {
  if (condition) await refuseUnknownFacts(tx, condition, 'condition')
  const { text, values } = await audienceOf(tx, condition)
  const most = template.terms.limits.perMember
  await tx.sql`select set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`
  const at = values.length
  const counted = tx.sql.unsafe<{ members: number; full: number }[]>(
    `select count(*)::int as members, count(*) filter (where g.n + $${at + 3}::int > $${at + 4}::int)::int as full
     from (
       select id, state->'history' as history, state->'standing' as standing
       from members where status = 'active' and tenant_id = $${at + 1}::uuid offset 0
     ) m
     left join (
       select member_id, count(*) as n from coupons
       where tenant_id = $${at + 1}::uuid and template_id = $${at + 2}::uuid and state <> 'withdrawn' group by member_id
     ) g on g.member_id = m.id
     where ${text}`,
    [...values, tx.scope.tenantId, template.id, perMember, most ?? null],
  )
  const [row] = await counted.catch((error: { code?: string }) => {
    if (error.code === CANCELLED) throw new Refusal('too_many', 'member.count_too_slow')
    throw error
  })
  const members = row?.members ?? 0
  // Who has none yet is at the limit too where it is lower than what each is to get.
  const atLimit = most !== undefined && perMember > most ? members : (row?.full ?? 0)
  return { members, atLimit, coupons: (members - atLimit) * perMember, left: template.left }
}

/** Begins to give a template to everybody who meets a condition, in the background. */
export const startBatch = (scope: TenantScope, audience: Audience): Promise<{ id: string }> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    const { templateId, condition, perMember } = audience
    const template = await lockTemplate(tx, templateId)
    if (template.state !== 'active') throw new Refusal('conflict', refusalOfState(template.state))
    const { validity } = template.terms
    if (validity.kind === 'fixed' && validity.until < (await todayOf(tx))) throw new Refusal('conflict', 'coupon.validity_over')
    const { members, coupons } = await countWithin(tx, template, audience)
    if (coupons === 0) throw new Refusal('conflict', 'coupon.nobody_to_give', { field: 'condition' })
    const id = newId()
    const { tenantId, actor } = scope
    await tx.orm.insert(couponBatches).values({
      tenantId,
      id,
      templateId,
      condition,
      perMember,
      status: 'queued',
      total: members,
      counts: { issued: 0, skipped: {} },
      createdBy: actor.kind === 'operator' ? actor.userId : actor.kind === 'key' ? actor.keyId : actor.name,
    })
    await audit(tx, {
      action: 'coupon_batch.started',
      subject: 'coupon_template',
      subjectId: templateId,
      after: { batch: id, condition, perMember, members },
    })
    await addJob(tx, id)
    return { id }
  })

export const WhichBatch = z.strictObject({ batchId: z.uuid() })
export type WhichBatch = z.infer<typeof WhichBatch>

/** Stops an issue behind the members at hand. What was given stays given. */
export const cancelBatch = (scope: TenantScope, { batchId }: WhichBatch): Promise<void> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    const before = await batchRow(tx, batchId)
    const [stopped] = await tx.orm
      .update(couponBatches)
      .set({ status: 'cancelled', finishedAt: sql`statement_timestamp()` })
      .where(and(oneBatch(tx, batchId), inArray(couponBatches.status, ['queued', 'running'])))
      .returning({ counts: couponBatches.counts, done: couponBatches.done })
    if (!stopped) throw new Refusal('conflict', 'coupon.batch_not_running')
    await audit(tx, {
      action: 'coupon_batch.cancelled',
      subject: 'coupon_template',
      subjectId: before.templateId,
      after: { batch: batchId, done: stopped.done, ...stopped.counts },
    })
  })

/** Goes on with an issue that broke off, behind the last member it came to; nobody is given twice. */
export const resumeBatch = (scope: TenantScope, { batchId }: WhichBatch): Promise<void> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    const before = await batchRow(tx, batchId)
    const [resumed] = await tx.orm
      .update(couponBatches)
      .set({ status: 'queued', failure: null, finishedAt: null })
      .where(and(oneBatch(tx, batchId), eq(couponBatches.status, 'failed')))
      .returning({ done: couponBatches.done })
    if (!resumed) throw new Refusal('conflict', 'coupon.batch_not_failed')
    await audit(tx, {
      action: 'coupon_batch.resumed',
      subject: 'coupon_template',
      subjectId: before.templateId,
      after: { batch: batchId, done: resumed.done },
    })
    await addJob(tx, batchId)
  })

const addJob = (tx: TenantTx, batchId: string) =>
  tx.sql`select app_add_job('coupon_batch', ${JSON.stringify({ tenantId: tx.scope.tenantId, batchId })}::json, ${`coupon_batch:${batchId}`}::text, null)`

const oneBatch = (tx: TenantTx, batchId: string) => and(eq(couponBatches.tenantId, tx.scope.tenantId), eq(couponBatches.id, batchId))

async function batchRow(tx: TenantTx, batchId: string): Promise<typeof couponBatches.$inferSelect> {
  const [row] = await tx.orm.select().from(couponBatches).where(oneBatch(tx, batchId))
  if (!row) throw new Refusal('not_found', 'coupon.batch_not_found')
  return row
}

/** An issue to many as the console shows it. `skipped` counts members by why they got none. */
export type BatchView = {
  id: string
  templateId: string
  template: string
  condition: Condition | null
  perMember: number
  status: 'queued' | 'running' | 'done' | 'cancelled' | 'failed'
  total: number
  done: number
  counts: BatchCounts
  failure: string | null
  by: string | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
}

/** The latest issues to many, of one template or of all. */
export const listBatches = (scope: TenantScope, { templateId }: { templateId?: string | undefined }): Promise<BatchView[]> =>
  inTenant(scope, 'coupon:issue', (tx) => viewsOf(tx, templateId === undefined ? undefined : eq(couponBatches.templateId, templateId)))

/** How far one issue is. */
export const readBatch = (scope: TenantScope, { batchId }: WhichBatch): Promise<BatchView> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    const [view] = await viewsOf(tx, eq(couponBatches.id, batchId))
    if (!view) throw new Refusal('not_found', 'coupon.batch_not_found')
    return view
  })

async function viewsOf(tx: TenantTx, which: ReturnType<typeof eq> | undefined): Promise<BatchView[]> {
  const { tenantId } = tx.scope
  const rows = await tx.orm
    .select({ batch: couponBatches, template: couponTemplates.name })
    .from(couponBatches)
    .innerJoin(
      couponTemplates,
      and(
        eq(couponTemplates.tenantId, tenantId),
        eq(couponTemplates.tenantId, couponBatches.tenantId),
        eq(couponTemplates.id, couponBatches.templateId),
      ),
    )
    .where(and(eq(couponBatches.tenantId, tenantId), which))
    .orderBy(desc(couponBatches.createdAt), desc(couponBatches.id))
    .limit(50)
  const people = [...new Set(rows.map(({ batch }) => batch.createdBy))].filter((id) => /^[0-9a-f-]{36}$/.test(id))
  const named =
    people.length > 0 ? await tx.orm.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people)) : []
  return rows.map(({ batch, template }) => ({
    id: batch.id,
    templateId: batch.templateId,
    template,
    condition: batch.condition,
    perMember: batch.perMember,
    status: batch.status,
    total: batch.total,
    done: batch.done,
    counts: batch.counts,
    failure: batch.failure,
    by: named.find((person) => person.id === batch.createdBy)?.name ?? null,
    createdAt: batch.createdAt,
    startedAt: batch.startedAt,
    finishedAt: batch.finishedAt,
  }))
}
