import type { ImportCounts, ImportField, ImportSubject } from '@/server/engine/import/column'
import { type OrderRow, type RowProblem, type RowSetting, readMemberRow, readOrderRow } from '@/server/engine/import/row'
import type { MemberDraft } from '@/server/engine/member/profile'
import { registerMembersWithin } from '@/server/member/register-members'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { applyEventsWithin } from '@/server/program/apply-events'
import { eventOf, memberOf } from './row-facts'

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
}

/**
 * Applies some rows of a file and moves the mark by `finish`, all in one transaction: a run that is cut off leaves
 * neither the rows nor the mark, and what is counted was counted once.
 */
export async function applyBatch<T>(
  scope: TenantScope,
  job: BatchJob,
  records: FileRecord[],
  finish: (tx: TenantTx, outcome: BatchOutcome) => Promise<T>,
): Promise<T> {
  // A sale at the till may move one of these members at the same moment: the whole batch is then read again.
  return untilDone(() => {
    const tally = new Tally(job, records.length)
    const apply = job.subject === 'members' ? membersIn(job, records, tally) : ordersIn(job, records, tally)
    return inTenant(scope, 'import:write', async (tx) => {
      await apply(tx)
      return finish(tx, tally)
    })
  })
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

function membersIn(job: BatchJob, records: FileRecord[], tally: Tally): (tx: TenantTx) => Promise<void> {
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
  return async (tx) => {
    const answers = drafts.length > 0 ? await registerMembersWithin(tx, drafts, job.setting.plan.existing) : []
    for (const [i, answer] of answers.entries()) {
      switch (answer.status) {
        case 'new':
          tally.count('membersNew')
          break
        case 'existing':
          tally.count('membersKnown')
          break
        case 'conflict':
          tally.count('membersKnown')
          break
        case 'updated':
          tally.count('membersUpdated')
          break
        case 'refused':
          tally.refuse(rowNos[i] ?? 0, { field: answer.field === 'code' ? 'member' : answer.field, code: answer.reason })
          break
      }
    }
  }
}

function ordersIn(job: BatchJob, records: FileRecord[], tally: Tally): (tx: TenantTx) => Promise<void> {
  const rows: { row: OrderRow; rowNo: number }[] = []
  for (const { cells, rowNo } of records) {
    const { row, problem } = readOrderRow(cells, job.setting)
    if (row) rows.push({ row, rowNo })
    else tally.refuse(rowNo, problem)
  }
  return async (tx) => {
    const events = rows.map(({ row }) => eventOf(row, job.setting.plan))
    const answers = events.length > 0 ? await applyEventsWithin(tx, events) : []
    for (const [i, { row, rowNo }] of rows.entries()) {
      const answer = answers[i]
      if (!answer) throw new Error('an event was left without an answer')
      switch (answer.status) {
        case 'applied':
          tally.count(row.body.type === 'order.paid' ? 'orders' : 'refunds')
          if (row.rounded) tally.count('rounded')
          break
        case 'duplicate':
          tally.count('duplicates')
          break
        case 'replayed':
          tally.count('duplicates')
          break
        case 'conflict':
          tally.refuse(rowNo, { field: 'number', code: 'event.order_differs' })
          break
        case 'refused':
          tally.refuse(rowNo, { field: fieldAt(answer.field), code: answer.code ?? 'event.malformed' })
          break
      }
    }
  }
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
