import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { codeBatches } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { refusalOfState } from './issue-coupons'
import { templateWithin } from './template-row'

export const CodeBatchDraft = z.strictObject({
  templateId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  count: z.int().min(1).max(100_000),
})
export type CodeBatchDraft = z.infer<typeof CodeBatchDraft>

// Without 0 and O, 1, I and L. 31 to the 12th is 7.9 · 10^17: nobody meets one of 100,000 by trying.
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 12
/** Bytes from here on would make some letters likelier than others. */
const FAIR = 256 - (256 % ALPHABET.length)

/** A new code. */
function makeCode(): string {
  let code = ''
  while (code.length < LENGTH) {
    for (const byte of randomBytes(LENGTH + 4)) {
      if (byte < FAIR && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length]
    }
  }
  return code
}

/** A code as it is stored, however it was typed. */
export const normalCode = (typed: string): string => typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '')

const AT_ONCE = 10_000

/** Makes unique codes, each of which brings one coupon. They take stock when they are used, and not more are made than there is. */
export const createCodes = (scope: TenantScope, { templateId, name, count }: CodeBatchDraft): Promise<{ id: string }> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    // Not under the lock of the template: its coupons go on being given while many codes are made. Two makers wait for each other.
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`codes:${templateId}`}, 0))`
    const template = await templateWithin(tx, templateId)
    if (template.offer.way !== 'code') throw new Refusal('conflict', 'coupon.not_by_code')
    if (template.state === 'draft' || template.state === 'ended') throw new Refusal('conflict', refusalOfState(template.state))
    if (template.left !== null) {
      const open = await openCodes(tx, templateId)
      if (open + count > template.left)
        throw new Refusal('conflict', 'coupon.codes_exceed_stock', { field: 'count', details: { free: Math.max(0, template.left - open) } })
    }
    const { tenantId, actor } = scope
    const id = newId()
    const createdBy = actor.kind === 'operator' ? actor.userId : actor.kind === 'key' ? actor.keyId : actor.name
    await tx.orm.insert(codeBatches).values({ tenantId, id, templateId, name, count, createdBy })
    for (let made = 0; made < count; ) {
      const codes = [...new Set(Array.from({ length: Math.min(AT_ONCE, count - made) }, makeCode))]
      // A code that is there already is left out; the next round makes up for it.
      const done = await tx.sql`
        insert into coupon_codes (tenant_id, code, batch_id, place)
        select ${tenantId}::uuid, c.code, ${id}::uuid, ${made} + c.place from unnest(${codes}::text[]) with ordinality as c (code, place)
        on conflict (tenant_id, code) do nothing`
      made += done.count
    }
    await audit(tx, {
      action: 'coupon_codes.created',
      subject: 'coupon_template',
      subjectId: templateId,
      after: { batch: id, name, count },
    })
    return { id }
  })

/** How many codes of a template could still be used. */
async function openCodes(tx: TenantTx, templateId: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    select count(*)::int as n from code_batches b
    join coupon_codes c on c.tenant_id = ${tx.scope.tenantId} and c.tenant_id = b.tenant_id and c.batch_id = b.id and c.coupon_id is null
    where b.tenant_id = ${tx.scope.tenantId} and b.template_id = ${templateId} and b.withdrawn_at is null`
  return row?.n ?? 0
}

/** A batch of codes as the console shows it. */
export type CodeBatchView = {
  id: string
  name: string
  count: number
  /** How many have brought their coupon. */
  taken: number
  createdAt: string
  by: string | null
  withdrawnAt: string | null
}

/** The batches of codes of a template, newest first. */
export const listCodeBatches = (scope: TenantScope, { templateId }: { templateId: string }): Promise<CodeBatchView[]> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    await templateWithin(tx, templateId)
    return [
      ...(await tx.sql<CodeBatchView[]>`
        select b.id, b.name, b.count, n.taken, u.name as by,
               to_char(b.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
               to_char(b.withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "withdrawnAt"
        from code_batches b
        cross join lateral (
          select (count(*) filter (where c.coupon_id is not null))::int as taken from coupon_codes c
          where c.tenant_id = ${scope.tenantId} and c.batch_id = b.id) n
        left join users u on u.id::text = b.created_by
        where b.tenant_id = ${scope.tenantId} and b.template_id = ${templateId} order by b.created_at desc, b.id desc limit 200`),
    ]
  })

export const WhichCodes = z.strictObject({ batchId: z.uuid() })
export type WhichCodes = z.infer<typeof WhichCodes>

/** Makes the codes of a batch that nobody has used worthless. Coupons that others brought stay. */
export const withdrawCodes = (scope: TenantScope, { batchId }: WhichCodes): Promise<void> =>
  inTenant(scope, 'coupon:issue', async (tx) => {
    const batch = await codeBatch(tx, batchId)
    const done = await tx.sql`
      update code_batches set withdrawn_at = statement_timestamp() where tenant_id = ${scope.tenantId} and id = ${batchId} and withdrawn_at is null`
    if (done.count === 0) throw new Refusal('conflict', 'coupon.codes_withdrawn_before')
    await audit(tx, {
      action: 'coupon_codes.withdrawn',
      subject: 'coupon_template',
      subjectId: batch.templateId,
      after: { batch: batchId, name: batch.name, count: batch.count },
    })
  })

/** A batch of codes of the merchant. */
export async function codeBatch(tx: TenantTx, batchId: string): Promise<typeof codeBatches.$inferSelect> {
  const [row] = await tx.orm
    .select()
    .from(codeBatches)
    .where(and(eq(codeBatches.tenantId, tx.scope.tenantId), eq(codeBatches.id, batchId)))
  if (!row) throw new Refusal('not_found', 'coupon.codes_not_found')
  return row
}
