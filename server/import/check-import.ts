import { eq } from 'drizzle-orm'
import { stores } from '@/db/schema'
import { type ImportPlan, type ImportSubject, missingFields } from '@/server/engine/import/column'
import { type OrderRow, type RowSetting, readMemberRow, readOrderRow } from '@/server/engine/import/row'
import { homeCountry, normalPhone } from '@/server/member/phone'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { isBlank, recordsOf, storedBytes } from './open-file'
import { importOf, settingOf } from './reads'
import { bookKey } from './row-facts'

export type CheckProblem = {
  rowNo: number
  column: string | null
  code: string
  details: Record<string, string | number>
}

/** What an import would do, found without doing any of it. Money in minor units; days are the tenant's. */
export type Findings = {
  subject: ImportSubject
  rows: number
  newMembers: number
  knownMembers: number
  orders: number
  refunds: number
  duplicates: number
  refused: number
  rounded: number
  gross: number
  back: number
  first: string | null
  last: string | null
  currency: string
  reasons: { code: string; count: number }[]
  problems: CheckProblem[]
}

const CHUNK = 5_000
const SHOWN = 20
const DAY_MS = 86_400_000

type Seen = { row: OrderRow; no: number }

/** Reads the whole file as the import would and counts what would come of it. Writes nothing. */
export async function checkImport(scope: TenantScope, { importId, plan }: { importId: string; plan: ImportPlan }): Promise<Findings> {
  await inTenant(scope, 'import:write', async () => {})
  const { subject, mapping } = await importOf(scope, importId)
  const missing = missingFields(subject, plan)[0]
  if (missing) throw new Refusal('invalid', 'import.column_missing', { field: missing })
  const setting = await settingOf(scope, plan)
  const storeCodes = await inTenant(
    scope,
    'import:read',
    async (tx) =>
      new Set(
        (await tx.orm.select({ code: stores.code }).from(stores).where(eq(stores.tenantId, scope.tenantId))).map((store) => store.code),
      ),
  )
  const check = new Check(scope, subject, setting, mapping.form.header, storeCodes)
  let no = 0
  for await (const record of recordsOf(storedBytes(scope, importId), mapping.form)) {
    if (no++ === 0 || isBlank(record)) continue
    // `no` now is the row as a spreadsheet numbers it: the header is row 1.
    await check.add(record, no)
  }
  return check.finish()
}

class Check {
  private readonly known = new Map<string, boolean>()
  private readonly books = new Map<string, string>()
  private members: { code: string; no: number }[] = []
  private orders: Seen[] = []
  private readonly reasons = new Map<string, number>()
  private readonly limit = now().getTime() + DAY_MS
  private firstAt = Number.POSITIVE_INFINITY
  private lastAt = Number.NEGATIVE_INFINITY
  private readonly found: Findings

  constructor(
    private readonly scope: TenantScope,
    private readonly subject: ImportSubject,
    private readonly setting: RowSetting,
    private readonly header: string[],
    private readonly storeCodes: Set<string>,
  ) {
    this.found = {
      subject,
      rows: 0,
      newMembers: 0,
      knownMembers: 0,
      orders: 0,
      refunds: 0,
      duplicates: 0,
      refused: 0,
      rounded: 0,
      gross: 0,
      back: 0,
      first: null,
      last: null,
      currency: setting.currency,
      reasons: [],
      problems: [],
    }
  }

  async add(record: string[], no: number): Promise<void> {
    this.found.rows++
    if (this.subject === 'members') this.addMember(record, no)
    else this.addOrder(record, no)
    if (this.members.length >= CHUNK || this.orders.length >= CHUNK) await this.settle()
  }

  private refuse(no: number, field: keyof ImportPlan['columns'] | null, code: string, details: Record<string, string | number> = {}): void {
    this.found.refused++
    this.reasons.set(code, (this.reasons.get(code) ?? 0) + 1)
    const column = field === null ? undefined : this.setting.plan.columns[field]
    this.found.problems.push({
      rowNo: no,
      column: column === undefined ? null : (this.header[column] ?? null),
      code,
      details,
    })
    // Settling a chunk may find an earlier row than those already listed.
    if (this.found.problems.length > SHOWN * 50) this.found.problems = this.firstProblems()
  }

  private firstProblems = () => this.found.problems.sort((a, b) => a.rowNo - b.rowNo).slice(0, SHOWN)

  private addMember(record: string[], no: number): void {
    const { row, problem } = readMemberRow(record, this.setting)
    if (!row) return this.refuse(no, problem.field, problem.code, problem.details)
    if (row.phone && !normalPhone(row.phone, homeCountry(this.setting.currency), row.country ?? undefined))
      return this.refuse(no, 'phone', 'member.phone_format')
    if (row.store && !this.storeCodes.has(row.store)) return this.refuse(no, 'store', 'member.store_unknown')
    this.members.push({ code: row.member, no })
  }

  private addOrder(record: string[], no: number): void {
    const { row, problem } = readOrderRow(record, this.setting)
    if (!row) return this.refuse(no, problem.field, problem.code, problem.details)
    if (row.store && !this.storeCodes.has(row.store)) return this.refuse(no, 'store', 'event.unknown_store')
    if (row.at > this.limit) return this.refuse(no, 'occurred_at', 'event.too_far_ahead')
    this.orders.push({ row, no })
  }

  private async settle(): Promise<void> {
    const codes = [...this.members.map((m) => m.code), ...this.orders.map((o) => o.row.member)].filter((code) => !this.known.has(code))
    const stored = await this.storedCodes([...new Set(codes)])
    for (const { code } of this.members) {
      const before = this.known.get(code) ?? stored.has(code)
      if (before) this.found.knownMembers++
      else this.found.newMembers++
      this.known.set(code, true)
    }
    for (const code of codes) if (!this.known.has(code)) this.known.set(code, stored.has(code))
    const books = await this.storedBooks([...new Set(this.orders.map((o) => bookKey(o.row)))])
    for (const seen of this.orders) this.countOrder(seen, books)
    this.members = []
    this.orders = []
  }

  private countOrder({ row, no }: Seen, books: Map<string, string>): void {
    const key = bookKey(row)
    const content = contentOf(row.member, row.at, amountOf(row))
    const earlier = this.books.get(key) ?? books.get(key)
    if (earlier !== undefined) {
      if (earlier === content) this.found.duplicates++
      else this.refuse(no, 'number', 'event.order_differs')
      return
    }
    if (!this.known.get(row.member)) {
      if (!this.setting.plan.enrols || row.body.type === 'order.refunded') return this.refuse(no, 'member', 'event.unknown_member')
      this.found.newMembers++
      this.known.set(row.member, true)
    }
    this.books.set(key, content)
    if (row.rounded) this.found.rounded++
    if (row.body.type === 'order.paid') {
      this.found.orders++
      this.found.gross += amountOf(row)
    } else {
      this.found.refunds++
      this.found.back += amountOf(row)
    }
    this.firstAt = Math.min(this.firstAt, row.at)
    this.lastAt = Math.max(this.lastAt, row.at)
  }

  async finish(): Promise<Findings> {
    await this.settle()
    const reasons = [...this.reasons].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count)
    const iso = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : null)
    return {
      ...this.found,
      first: iso(this.firstAt),
      last: iso(this.lastAt),
      reasons,
      problems: this.firstProblems(),
    }
  }

  private async storedCodes(codes: string[]): Promise<Set<string>> {
    if (codes.length === 0) return new Set()
    const rows = await inTenant(
      this.scope,
      'import:read',
      (tx) => tx.sql<{ code: string }[]>`
      select code from members where tenant_id = ${this.scope.tenantId} and code = any (${codes}::text[])`,
    )
    return new Set(rows.map((row) => row.code))
  }

  /** What the books hold under these numbers already, whoever sent it. */
  private async storedBooks(keys: string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map()
    const rows = await inTenant(
      this.scope,
      'import:read',
      (tx) => tx.sql<{ key: string; code: string; at: number; amount: number }[]>`
      select e.business_key as key, m.code, (extract(epoch from e.occurred_at) * 1000)::bigint as at, coalesce((e.body->>'amount')::bigint, 0) as amount
      from events e join members m on m.tenant_id = e.tenant_id and m.id = e.member_id
      where e.tenant_id = ${this.scope.tenantId} and m.tenant_id = ${this.scope.tenantId} and e.business_key = any (${keys}::text[])`,
    )
    return new Map(rows.map((row) => [row.key, contentOf(row.code, row.at, row.amount)]))
  }
}

const contentOf = (code: string, at: number, amount: number): string => `${amount} ${at} ${code}`
const amountOf = ({ body }: OrderRow): number => ('amount' in body ? (body.amount ?? 0) : 0)
