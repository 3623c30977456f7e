import { stringify } from 'csv-stringify/sync'
import type { TenantScope } from '@/server/platform/scope'
import { importOf, listProblems } from './reads'

/** A cell that a spreadsheet would take for a formula starts with one of these; a quote before it keeps it text. */
const FORMULA = /^[=+\-@\t\r\n|%]/u
const safe = (cell: string): string => (FORMULA.test(cell.trimStart()) || FORMULA.test(cell) ? `'${cell}` : cell)

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
  yield `\uFEFF${stringify([words.header.map(safe)])}`
  for (let page = 1; ; page++) {
    const { rows } = await listProblems(scope, { importId, page, size: PAGE })
    if (rows.length > 0)
      yield stringify(rows.map((row) => [String(row.rowNo), safe(row.column ?? ''), safe(words.reason(row.code, row.details))]))
    if (rows.length < PAGE) return
  }
}
