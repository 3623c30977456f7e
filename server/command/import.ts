import path from 'node:path'
import { plainSentence } from '@/components/messages/plain-sentence'
import { DateOrder, type ImportPlan, type ImportSubject, importCounts } from '@/server/engine/import/column'
import { importFile } from '@/server/import/import-file'
import { listProblems } from '@/server/import/reads'
import { findTenant } from './find-tenant'
import { readInput } from './read-input'
import { type Command, choice, given, type Options } from './words'

const SHOWN = 20

async function bringIn(subject: ImportSubject, options: Options, choices: Partial<ImportPlan>) {
  const { scope, slug } = await findTenant(given(options, 'tenant'))
  const file = given(options, 'file')
  const dateOrder = choice(options, 'date-order', DateOrder.options)
  const since = performance.now()
  const told = { at: 0 }
  const done = await importFile(
    scope,
    { subject, fileName: path.basename(file), bytes: await readInput(file), choices: { ...choices, ...(dateOrder ? { dateOrder } : {}) } },
    ({ rowsDone, rowsTotal }) => {
      if (performance.now() - told.at < 500 && rowsDone !== rowsTotal) return
      told.at = performance.now()
      const rate = Math.round(rowsDone / ((performance.now() - since) / 1000))
      process.stderr.write(`${rowsDone} of ${rowsTotal ?? '?'} rows · ${rate} rows/s\n`)
    },
  )
  const { rows, total } = await listProblems(scope, { importId: done.id, page: 1, size: SHOWN })
  const counts = Object.fromEntries(importCounts.map((name) => [snake(name), done.counts[name] ?? 0]))
  const problems = rows.map(({ rowNo, column, code, details }) => ({
    row: rowNo,
    column,
    code,
    reason: plainSentence('en', code, details),
  }))
  const value = {
    tenant: slug,
    import: done.id,
    subject,
    status: done.status,
    failure: done.failure,
    seconds: Math.round((performance.now() - since) / 100) / 10,
    counts,
    ...(subject === 'orders' ? { earns: done.mapping.plan.earns } : {}),
    columns: Object.fromEntries(
      Object.entries(done.mapping.plan.columns).map(([field, column]) => [field, done.mapping.form.header[column]]),
    ),
    problems,
    problems_total: total,
  }
  const lines = Object.entries(counts).flatMap(([name, n]) => (n > 0 ? [`  ${name.padEnd(16)}${n}`] : []))
  const refused = problems.map((problem) => `  row ${problem.row}: ${problem.reason}`)
  return {
    value,
    text: [`Import of ${subject} into ${slug}: ${done.status}`, ...lines, ...refused].join('\n'),
    failed: done.status !== 'done',
  }
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const importMembers: Command = {
  usage: 'import members --tenant <tenant> --file <members.csv[.gz]> [--update] [--date-order ymd|dmy|mdy]',
  about: 'Brings members in, by their codes. Members who are there already stay as they are, or are filled in with --update.',
  options: ['tenant', 'file', 'date-order?'],
  switches: ['update'],
  run: (options) => bringIn('members', options, { existing: options.update === true ? 'update' : 'skip' }),
}

export const importOrders: Command = {
  usage: 'import orders --tenant <tenant> --file <orders.csv[.gz]> [--points] [--channel <name>] [--enrol] [--date-order ymd|dmy|mdy]',
  about:
    'Brings orders and refunds in, in the order of the file. Amounts are decimals in the merchant’s currency, times without an offset are wall-clock times in the merchant’s zone. Without --points history counts for tiers and growth only. --enrol enrols unknown members.',
  options: ['tenant', 'file', 'channel?', 'date-order?'],
  switches: ['points', 'enrol'],
  run: (options) =>
    bringIn('orders', options, {
      earns: options.points === true,
      ...(options.enrol === true ? { enrols: true } : {}),
      ...(typeof options.channel === 'string' ? { channel: options.channel } : {}),
    }),
}
