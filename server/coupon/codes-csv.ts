import { stringify } from 'csv-stringify/sync'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { safeCell } from '@/server/platform/safe-cell'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { codeBatch } from './codes'

const PAGE = 10_000

/** The words of the file, in the language of the person who asks. */
export type FileWords = { header: readonly string[]; open: string; taken: string; withdrawn: string }

type Row = { code: string; place: number; member: string | null; taken_at: string | null }

/** The codes of a batch as CSV that a spreadsheet opens with the right characters and without formulas. Who asked for it is written down. */
export async function* codesCsv(scope: TenantScope, batchId: string, words: FileWords): AsyncGenerator<string> {
  const { zone, withdrawn } = await inTenant(scope, 'coupon:issue', async (tx) => {
    const batch = await codeBatch(tx, batchId)
    await audit(tx, {
      action: 'coupon_codes.exported',
      subject: 'coupon_template',
      subjectId: batch.templateId,
      after: { batch: batchId, name: batch.name, count: batch.count },
    })
    return { zone: (await tenantTerms(tx)).timeZone, withdrawn: batch.withdrawnAt !== null }
  })
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  yield `\uFEFF${stringify([words.header.map(safeCell)])}`
  for (let after = 0; ; ) {
    const rows = await inTenant(
      scope,
      'coupon:issue',
      (tx) => tx.sql<Row[]>`
        select k.code, k.place, m.code as member, to_char(k.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as taken_at
        from coupon_codes k
        left join coupons c on c.tenant_id = ${scope.tenantId} and c.tenant_id = k.tenant_id and c.id = k.coupon_id
        left join members m on m.tenant_id = ${scope.tenantId} and m.tenant_id = c.tenant_id and m.id = c.member_id
        where k.tenant_id = ${scope.tenantId} and k.batch_id = ${batchId} and k.place > ${after} order by k.place limit ${PAGE}`,
    )
    if (rows.length > 0)
      yield stringify(
        rows.map((row) =>
          [
            row.code,
            row.taken_at === null ? (withdrawn ? words.withdrawn : words.open) : words.taken,
            row.taken_at === null ? '' : clock.format(new Date(row.taken_at)),
            row.member ?? '',
          ].map(safeCell),
        ),
      )
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.place
  }
}
