import type { RowExplained } from '@/server/engine/sentence/explained'
import type { MoveTold } from '@/server/engine/sentence/happened'
import type { Account, MoveReason } from '@/server/engine/trace'
import type { TenantTx } from '@/server/platform/database'
import type { ProgramNames } from '@/server/program/program-names'

/** One row of the ledger or of the tier history; its id opens its explanation. */
export type LedgerLine = RowExplained & { id: string }
export type MoveLine = MoveTold & { id: string }

/** What the ledger and the tier history say under one cause. */
export type LineRows = {
  /** Net change of points and growth that are the member’s own; of points that wait; and of debt. */
  points: number
  growth: number
  pending: number
  movements: LedgerLine[]
  tierChanges: MoveLine[]
}

const nothing = (): LineRows => ({ points: 0, growth: 0, pending: 0, movements: [], tierChanges: [] })

/** Accounts that are the member's own; the rest are the merchant's. Points that wait are counted for themselves. */
const own = new Set<Account>(['active', 'debt', 'balance'])

type EntryRow = {
  id: string
  cause: string
  unit: string
  amount: number
  from_account: Account
  to_account: Account
  rule_id: string | null
}

type ChangeRow = {
  id: string
  cause: string
  ladder_id: string
  from_tier: string | null
  to_tier: string | null
  measured: number
  threshold: number
  reason: MoveReason | null
  version_id: string | null
}

/** Reads the rows of some causes of one member, and which events were put right later. */
export async function rowsOfCauses(
  tx: TenantTx,
  memberId: string,
  causes: string[],
  names: ProgramNames,
): Promise<{ of: (cause: string) => LineRows; corrected: Set<string> }> {
  const { tenantId } = tx.scope
  const lines = new Map<string, LineRows>()
  const line = (cause: string): LineRows => {
    const known = lines.get(cause) ?? nothing()
    lines.set(cause, known)
    return known
  }
  const entries = await tx.sql<EntryRow[]>`
    select id, cause, unit, amount, from_account, to_account, rule_id from ledger_entries
    where tenant_id = ${tenantId} and member_id = ${memberId} and cause = any (${causes}::text[])
    order by cause, ordinal`
  for (const entry of entries) {
    const rows = line(entry.cause)
    const unit = entry.unit === 'points' ? 'points' : 'growth'
    const sign = (accounts: (account: Account) => boolean) => Number(accounts(entry.to_account)) - Number(accounts(entry.from_account))
    rows[unit] += entry.amount * sign((account) => own.has(account))
    rows.pending += entry.amount * sign((account) => account === 'pending')
    rows.movements.push({
      id: entry.id,
      unit,
      amount: entry.amount,
      from: entry.from_account,
      to: entry.to_account,
      rule: names.rule(entry.rule_id),
    })
  }
  const changes = await tx.sql<ChangeRow[]>`
    select id, cause, ladder_id, from_tier, to_tier, measured, threshold, reason, version_id from tier_history
    where tenant_id = ${tenantId} and member_id = ${memberId} and is_current and cause = any (${causes}::text[])
    order by cause, ordinal`
  for (const change of changes) line(change.cause).tierChanges.push({ id: change.id, ...moveOf(change, names) })
  const putRight = await tx.sql<{ corrects: string }[]>`
    select distinct corrects from ledger_entries
    where tenant_id = ${tenantId} and member_id = ${memberId} and corrects = any (${causes}::text[])`
  return { of: (cause) => lines.get(cause) ?? nothing(), corrected: new Set(putRight.map((row) => row.corrects)) }
}

/** A stored change of tier as it is told. */
export function moveOf(change: Omit<ChangeRow, 'id' | 'cause'>, names: ProgramNames): MoveTold {
  const document = names.version(change.version_id)?.document
  const [from, to] = [names.tier(change.from_tier), names.tier(change.to_tier)]
  return {
    ladder: names.ladderName(change.ladder_id) ?? '',
    named: (document?.ladders.length ?? 1) > 1,
    from: from?.name ?? null,
    to: to?.name ?? null,
    rise: (to?.rank ?? -1) > (from?.rank ?? -1),
    reason: change.reason,
    measured: change.measured,
    threshold: change.threshold,
    spec: document?.ladders.find((ladder) => ladder.id === change.ladder_id)?.spec ?? null,
  }
}
