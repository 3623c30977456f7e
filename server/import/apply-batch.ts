import type { ImportCounts, ImportField, ImportSubject } from '@/server/engine/import/column'
import { type OrderRow, type RowProblem, type RowSetting, readMemberRow, readOrderRow } from '@/server/engine/import/row'
import type { MemberDraft } from '@/server/engine/member/profile'
import { registerMembersWithin } from '@/server/member/register-members'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents, type EventAnswer } from '@/server/program/apply-events'
import { bookKey, eventOf, IMPORT_SOURCE, memberOf } from './row-facts'

export type FileRecord = { cells: string[]; rowNo: number }
export type Problem = {
  rowNo: number
  column: string | null
  code: string
  details: Record<string, string | number>
}
export type BatchOutcome = { counts: ImportCounts; problems: Problem[] }

export type BatchJob = {
  importId: string
  subject: ImportSubject
  header: string[]
  uploadedAt: string
  setting: RowSetting
  /** Set on the first batch of a run: an event of this batch recorded after it was applied by a run that was cut off. */
  cutOffAt: string | null
}

/** Applies some rows of a file and hands what came of them to `finish`, which runs in a transaction of the tenant. */
export function applyBatch<T>(
  scope: TenantScope,
  job: BatchJob,
  records: FileRecord[],
  finish: (tx: TenantTx, outcome: BatchOutcome) => Promise<T>,
): Promise<T> {
  return job.subject === 'members' ? applyMembers(scope, job, records, finish) : applyOrders(scope, job, records, finish)
}

class Tally implements BatchOutcome {
  readonly counts: ImportCounts = {}
  readonly problems: Problem[] = []
  constructor(
    private readonly job: BatchJob,
    rows: number,
  ) {
    if (rows > 0) this.counts.rows = rows
  }
  count(what: keyof ImportCounts): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1
  }
  refuse(
    rowNo: number,
    problem: {
      field: ImportField | null
      code: string
      details?: RowProblem['details']
    },
  ): void {
    const at = problem.field === null ? undefined : this.job.setting.plan.columns[problem.field]
    this.problems.push({
      rowNo,
      column: at === undefined ? null : (this.job.header[at] ?? null),
      code: problem.code,
      details: problem.details ?? {},
    })
    this.count('refused')
  }
}

/** Members and the mark move in one transaction: a cut-off run leaves neither. */
async function applyMembers<T>(
  scope: TenantScope,
  job: BatchJob,
  records: FileRecord[],
  finish: (tx: TenantTx, outcome: BatchOutcome) => Promise<T>,
): Promise<T> {
  const tally = new Tally(job, records.length)
  const drafts: MemberDraft[] = []
  const rowNos: number[] = []
  for (const { cells, rowNo } of records) {
    const { row, problem } = readMemberRow(cells, job.setting)
    if (!row) {
      tally.refuse(rowNo, problem)
      continue
    }
    drafts.push(memberOf(row, job.uploadedAt))
    rowNos.push(rowNo)
  }
  return inTenant(scope, 'import:write', async (tx) => {
    const answers = drafts.length > 0 ? await registerMembersWithin(tx, drafts, job.setting.plan.existing) : []
    answers.forEach((answer, i) => {
      switch (answer.status) {
        case 'new':
          return tally.count('membersNew')
        case 'existing':
          return tally.count('membersKnown')
        case 'conflict':
          return tally.count('membersKnown')
        case 'updated':
          return tally.count('membersUpdated')
        case 'refused':
          return tally.refuse(rowNos[i] ?? 0, {
            field: answer.field === 'code' ? 'member' : answer.field,
            code: answer.reason,
          })
      }
    })
    return finish(tx, tally)
  })
}

/** Orders are applied in their own transactions; their keys make a second try of the same batch a repeat. */
async function applyOrders<T>(
  scope: TenantScope,
  job: BatchJob,
  records: FileRecord[],
  finish: (tx: TenantTx, outcome: BatchOutcome) => Promise<T>,
): Promise<T> {
  const tally = new Tally(job, records.length)
  const rows: { row: OrderRow; rowNo: number }[] = []
  for (const { cells, rowNo } of records) {
    const { row, problem } = readOrderRow(cells, job.setting)
    if (row) rows.push({ row, rowNo })
    else tally.refuse(rowNo, problem)
  }
  const answers =
    rows.length > 0
      ? await applyEvents(
          scope,
          rows.map(({ row }) => eventOf(row, job.setting.plan)),
        )
      : []
  const repeated = rows.filter((_, i) => isRepeat(answers[i]))
  const ours = await appliedByCutOffRun(
    scope,
    job,
    repeated.map(({ row }) => bookKey(row)),
  )
  rows.forEach(({ row, rowNo }, i) => {
    const answer = answers[i]
    if (!answer) throw new Error('an event was left without an answer')
    const key = bookKey(row)
    const applied = answer.status === 'applied' || (isRepeat(answer) && ours.delete(key))
    // The first of two equal rows was applied by the cut-off run, the second is a duplicate: each key counts once.
    if (applied) {
      tally.count(row.body.type === 'order.paid' ? 'orders' : 'refunds')
      if (row.rounded) tally.count('rounded')
    } else if (isRepeat(answer)) tally.count('duplicates')
    else
      tally.refuse(rowNo, {
        field: fieldAt(answer.field),
        code: answer.code ?? 'event.refused',
        details: answer.details,
      })
  })
  return inTenant(scope, 'import:write', (tx) => finish(tx, tally))
}

const isRepeat = (answer: EventAnswer | undefined): boolean => answer?.status === 'duplicate' || answer?.status === 'replayed'

async function appliedByCutOffRun(scope: TenantScope, job: BatchJob, keys: string[]): Promise<Set<string>> {
  if (job.cutOffAt === null || keys.length === 0) return new Set()
  const rows = await inTenant(
    scope,
    'import:read',
    (tx) => tx.sql<{ key: string }[]>`
    select event_key as key from events
    where tenant_id = ${scope.tenantId} and source = ${IMPORT_SOURCE} and event_key = any (${keys}::text[]) and recorded_at >= ${job.cutOffAt}::timestamptz`,
  )
  return new Set(rows.map((row) => row.key))
}

/** The column that feeds the field of an event at fault. */
function fieldAt(field: string | undefined): ImportField | null {
  switch (field?.replace(/^body\./u, '')) {
    case 'member':
      return 'member'
    case 'occurred_at':
      return 'occurred_at'
    case 'store':
      return 'store'
    case 'currency':
      return 'currency'
    case 'amount':
      return 'amount'
    case 'order_no':
      return 'number'
    case 'refund_no':
      return 'number'
    case 'channel':
      return 'channel'
    default:
      return null
  }
}
