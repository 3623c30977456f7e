import { and, count, desc, eq, sql } from 'drizzle-orm'
import { importProblems, imports, tenants } from '@/db/schema'
import { guessColumns, type ImportField, type ImportPlan } from '@/server/engine/import/column'
import type { RowSetting } from '@/server/engine/import/row'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { isBlank, recordsOf, storedBytes } from './open-file'

/** Decimals that a currency has: 2 for GBP, 0 for JPY. */
export const currencyDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

export type ImportRow = typeof imports.$inferSelect

/** One import, under the caller's transaction. An import of another merchant is as unknown as none. */
export async function importWithin(tx: TenantTx, importId: string): Promise<ImportRow> {
  const [row] = await tx.orm
    .select()
    .from(imports)
    .where(and(eq(imports.tenantId, tx.scope.tenantId), eq(imports.id, importId)))
  if (!row) throw new Refusal('not_found', 'import.not_found')
  return row
}

export const importOf = (scope: TenantScope, importId: string): Promise<ImportRow> =>
  inTenant(scope, 'import:read', (tx) => importWithin(tx, importId))

/** What a row's reader has to know: the plan, and the merchant's time zone and currency. */
export const settingOf = (scope: TenantScope, plan: ImportPlan): Promise<RowSetting> =>
  inTenant(scope, 'import:read', async (tx) => {
    const [tenant] = await tx.orm
      .select({ zone: tenants.timeZone, currency: tenants.currency })
      .from(tenants)
      .where(eq(tenants.id, scope.tenantId))
    if (!tenant) throw new Refusal('not_found', 'tenant.not_found')
    return {
      plan,
      zone: tenant.zone,
      currency: tenant.currency,
      digits: currencyDigits(tenant.currency),
    }
  })

/** An import as the console shows it: how far it is, and how fast. Rows a second and seconds left are of this run. */
export type ImportView = Awaited<ReturnType<typeof viewImport>>
export async function viewImport(scope: TenantScope, importId: string) {
  const row = await importOf(scope, importId)
  const [{ refused } = { refused: 0 }] = await inTenant(scope, 'import:read', (tx) =>
    tx.orm
      .select({ refused: count() })
      .from(importProblems)
      .where(and(eq(importProblems.tenantId, scope.tenantId), eq(importProblems.importId, importId))),
  )
  const { currency } = await settingOf(scope, row.mapping.plan)
  return {
    ...summary(row),
    header: row.mapping.form.header,
    encoding: row.mapping.form.encoding,
    plan: row.mapping.plan,
    problems: refused,
    currency,
  }
}

function summary(row: ImportRow) {
  const { id, subject, fileName, fileSize, status, rowsTotal, rowsDone, counts, failure, createdAt, startedAt, finishedAt } = row
  const until = row.status === 'running' ? row.checkpointAt : row.finishedAt
  const seconds = startedAt && until ? (Date.parse(until) - Date.parse(startedAt)) / 1000 : 0
  const rate = seconds > 0 ? (rowsDone - row.rowsAtStart) / seconds : null
  const secondsLeft = status === 'running' && rate && rowsTotal !== null ? Math.ceil((rowsTotal - rowsDone) / rate) : null
  const earns = subject === 'orders' ? row.mapping.plan.earns : null
  return {
    id,
    subject,
    fileName,
    fileSize,
    status,
    rowsTotal,
    rowsDone,
    counts,
    failure,
    createdAt,
    startedAt,
    finishedAt,
    earns,
    secondsLeft,
    rate: rate === null ? null : Math.round(rate),
  }
}

/** The latest imports, newest first. */
export const listImports = (scope: TenantScope) =>
  inTenant(scope, 'import:read', async (tx) => {
    const rows = await tx.orm.select().from(imports).where(eq(imports.tenantId, scope.tenantId)).orderBy(desc(imports.createdAt)).limit(50)
    return rows.map(summary)
  })

const PHONE = /^(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d){8}$/u
const PERSONAL: readonly ImportField[] = ['name', 'phone']

/** The first rows of a file, with names and phones covered: enough to see what a column holds. */
export async function previewImport(scope: TenantScope, importId: string, limit = 20): Promise<{ header: string[]; rows: string[][] }> {
  // A file of members is looked into by those who may bring one in.
  await inTenant(scope, 'import:write', async () => {})
  const { mapping } = await importOf(scope, importId)
  // Covered even where the plan leaves them unused, as in a file of orders that names the buyer.
  const guessed = guessColumns('members', mapping.form.header)
  const covered = new Set(PERSONAL.flatMap((field) => [mapping.plan.columns[field], guessed[field]]))
  const rows: string[][] = []
  let header: string[] | undefined
  for await (const record of recordsOf(storedBytes(scope, importId), mapping.form)) {
    if (!header) header = record
    else if (!isBlank(record))
      rows.push(record.map((cell, column) => (covered.has(column) || PHONE.test(cell.trim()) ? cover(cell) : cell.slice(0, 80))))
    if (rows.length >= limit) break
  }
  return { header: mapping.form.header, rows }
}

const cover = (cell: string): string => {
  const shown = [...cell.trim()]
  return shown.length <= 1
    ? cell
    : shown.length < 7
      ? `${shown[0]}${'*'.repeat(shown.length - 1)}`
      : `${shown.slice(0, 3).join('')}****${shown.slice(-4).join('')}`
}

/** Refused rows in the order of the file. */
export const listProblems = (scope: TenantScope, { importId, page, size }: { importId: string; page: number; size: number }) =>
  inTenant(scope, 'import:read', async (tx) => {
    await importWithin(tx, importId)
    const mine = and(eq(importProblems.tenantId, scope.tenantId), eq(importProblems.importId, importId))
    const rows = await tx.orm
      .select({
        rowNo: importProblems.rowNo,
        column: importProblems.column,
        code: importProblems.code,
        details: importProblems.details,
      })
      .from(importProblems)
      .where(mine)
      .orderBy(importProblems.rowNo)
      .limit(size)
      .offset((page - 1) * size)
    const [{ total } = { total: 0 }] = await tx.orm.select({ total: sql<number>`count(*)::int` }).from(importProblems).where(mine)
    return { rows, total }
  })
