import { and, eq, inArray, sql } from 'drizzle-orm'
import { importProblems, imports } from '@/db/schema'
import type { ImportCounts } from '@/server/engine/import/column'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { applyBatch, type BatchOutcome, type FileRecord } from './apply-batch'
import { isBlank, recordsOf, storedBytes } from './open-file'
import { type ImportRow, importOf, settingOf } from './reads'

export const BATCH_ROWS = 1_000

export type Progress = {
  rowsDone: number
  rowsTotal: number | null
  counts: ImportCounts
}
export type RunOptions = {
  onProgress?: (progress: Progress) => void
  stopping?: () => boolean
}

/**
 * Applies an import from behind its last settled row to the end, a thousand rows at a time in the order of the file.
 * Each step moves the mark only from where this run left it, so that two runs, a killed one and a repeated one, all end
 * with the same effect and the same counts. Returns how it ended.
 */
export async function runImport(scope: TenantScope, importId: string, options: RunOptions = {}): Promise<ImportRow['status']> {
  for (;;) {
    const row = await begin(scope, importId)
    if (!row) return (await importOf(scope, importId)).status
    const ended = await runFrom(scope, row, options)
    if (ended !== 'overtaken') return ended
  }
}

/** Claims a waiting import, or one whose run was cut off; nothing when there is nothing to run. */
async function begin(scope: TenantScope, importId: string): Promise<ImportRow | null> {
  return inTenant(scope, 'import:write', async (tx) => {
    const mine = and(eq(imports.tenantId, scope.tenantId), eq(imports.id, importId))
    const [row] = await tx.orm
      .update(imports)
      .set({
        status: 'running',
        startedAt: sql`clock_timestamp()`,
        rowsAtStart: sql`${imports.rowsDone}`,
        checkpointAt: sql`clock_timestamp()`,
      })
      .where(and(mine, inArray(imports.status, ['queued', 'running'])))
      .returning()
    return row ?? null
  })
}

async function runFrom(scope: TenantScope, row: ImportRow, options: RunOptions): Promise<ImportRow['status'] | 'overtaken'> {
  const setting = await settingOf(scope, row.mapping.plan)
  const start = row.rowsDone
  let done = start
  let counts = row.counts
  let batch: FileRecord[] = []
  let at = -1
  let settled = start

  const settle = async (last: boolean): Promise<ImportRow['status'] | 'overtaken'> => {
    const job = {
      importId: row.id,
      subject: row.subject,
      header: row.mapping.form.header,
      uploadedAt: row.createdAt,
      setting,
    }
    const { status, sum } = await applyBatch(scope, job, batch, async (tx, outcome) => {
      const sum = added(counts, outcome.counts)
      return { sum, status: await checkpoint(tx, row, { from: done, to: settled, counts: sum, outcome, last }) }
    })
    if (status === null) return 'overtaken'
    counts = sum
    done = settled
    batch = []
    options.onProgress?.({ rowsDone: done, rowsTotal: row.rowsTotal, counts })
    return status
  }

  for await (const cells of recordsOf(storedBytes(scope, row.id), row.mapping.form)) {
    at++
    if (at === 0 || at <= start) continue
    if (!isBlank(cells)) batch.push({ cells, rowNo: at + 1 })
    settled = at
    if (settled - done < BATCH_ROWS) continue
    const status = await settle(false)
    if (status !== 'running') return status
    if (options.stopping?.()) return 'running'
  }
  return settle(true)
}

/** Moves the mark, keeps the problems, and says how the import now stands; nothing when another run moved it first. */
async function checkpoint(
  tx: TenantTx,
  row: ImportRow,
  step: {
    from: number
    to: number
    counts: ImportCounts
    outcome: BatchOutcome
    last: boolean
  },
): Promise<ImportRow['status'] | null> {
  const { tenantId } = tx.scope
  const [moved] = await tx.orm
    .update(imports)
    .set({
      rowsDone: step.to,
      counts: step.counts,
      checkpointAt: sql`clock_timestamp()`,
      ...(step.last ? { status: 'done' as const, finishedAt: sql`clock_timestamp()` } : {}),
    })
    .where(
      and(
        eq(imports.tenantId, tenantId),
        eq(imports.id, row.id),
        eq(imports.rowsDone, step.from),
        inArray(imports.status, ['running', 'paused', 'queued']),
      ),
    )
    .returning({ status: imports.status })
  if (!moved) return null
  for (let from = 0; from < step.outcome.problems.length; from += 500) {
    const some = step.outcome.problems.slice(from, from + 500)
    await tx.orm
      .insert(importProblems)
      .values(some.map((problem) => ({ tenantId, importId: row.id, ...problem })))
      .onConflictDoNothing()
  }
  if (step.last) {
    await audit(tx, { action: 'import.finished', subject: 'import', subjectId: row.id, after: step.counts })
    // History leaves members behind whose day has long come: time passes for them at once, not only in the night.
    await tx.sql`select app_add_job('advance', ${JSON.stringify({ tenantId })}::json, ${`advance:${tenantId}:import`}::text, null)`
  }
  return moved.status
}

function added(a: ImportCounts, b: ImportCounts): ImportCounts {
  const sum: ImportCounts = { ...a }
  for (const [key, n] of Object.entries(b) as [keyof ImportCounts, number][]) sum[key] = (sum[key] ?? 0) + n
  return sum
}
