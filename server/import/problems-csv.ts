import { stringify } from 'csv-stringify/sync'
import { safeCell } from '@/server/platform/safe-cell'
import type { TenantScope } from '@/server/platform/scope'
import { importOf, listProblems } from './reads'

const PAGE = 5_000

/** The refused rows of an import as CSV that a spreadsheet opens with the right characters and without formulas. */
export async function* problemsCsv(
  scope: TenantScope,
  importId: string,
  words: {
    header: string[]
    reason: (code: string, details: Record<string, string | number>) => string
  },
): AsyncGenerator<string> {
  await importOf(scope, importId)
  yield `\uFEFF${stringify([words.header.map(safeCell)])}`
  for (let page = 1; ; page++) {
    const { rows } = await listProblems(scope, { importId, page, size: PAGE })
    if (rows.length > 0)
      yield stringify(rows.map((row) => [String(row.rowNo), safeCell(row.column ?? ''), safeCell(words.reason(row.code, row.details))]))
    if (rows.length < PAGE) return
  }
}
