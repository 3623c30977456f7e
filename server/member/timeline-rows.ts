import type { Measure } from '@/server/engine/ladder/ladder'
import type { Account } from '@/server/engine/trace'
import type { TenantTx } from '@/server/platform/database'
import type { ProgramNames } from '@/server/program/program-names'

/** What the ledger and the tier history say under one cause. */
export type LineRows = {
  points: number
  growth: number
  movements: { unit: 'points' | 'growth'; amount: number; from: Account; to: Account; rule: string | null }[]
  tierChanges: {
    ladder: string | null
    from: string | null
    to: string | null
    rise: boolean
    measure: Measure
    measured: number
    threshold: number
  }[]
}

const nothing = (): LineRows => ({ points: 0, growth: 0, movements: [], tierChanges: [] })

/** Accounts that are the member's own; the rest are the merchant's. */
const own = new Set<Account>(['active', 'debt', 'balance'])

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
  const entries = await tx.sql<
    { cause: string; unit: string; amount: number; from_account: Account; to_account: Account; rule_id: string | null }[]
  >`
    select cause, unit, amount, from_account, to_account, rule_id from ledger_entries
    where tenant_id = ${tenantId} and member_id = ${memberId} and cause = any (${causes}::text[])
    order by cause, ordinal`
  for (const entry of entries) {
    const rows = line(entry.cause)
    const unit = entry.unit === 'points' ? 'points' : 'growth'
    rows[unit] += (own.has(entry.to_account) ? entry.amount : 0) - (own.has(entry.from_account) ? entry.amount : 0)
    rows.movements.push({ unit, amount: entry.amount, from: entry.from_account, to: entry.to_account, rule: names.rule(entry.rule_id) })
  }
  const changes = await tx.sql<
    {
      cause: string
      ladder_id: string
      from_tier: string | null
      to_tier: string | null
      measured: number
      threshold: number
      version_id: string | null
    }[]
  >`
    select cause, ladder_id, from_tier, to_tier, measured, threshold, version_id from tier_history
    where tenant_id = ${tenantId} and member_id = ${memberId} and is_current and cause = any (${causes}::text[])
    order by cause, ordinal`
  for (const change of changes) {
    const ladder = names.version(change.version_id)?.document.ladders.find((l) => l.id === change.ladder_id)
    const [from, to] = [names.tier(change.from_tier), names.tier(change.to_tier)]
    line(change.cause).tierChanges.push({
      ladder: names.ladderName(change.ladder_id),
      from: from?.name ?? null,
      to: to?.name ?? null,
      rise: (to?.rank ?? -1) > (from?.rank ?? -1),
      measure: ladder?.spec.measure ?? 'net_spend',
      measured: change.measured,
      threshold: change.threshold,
    })
  }
  const putRight = await tx.sql<{ corrects: string }[]>`
    select distinct corrects from ledger_entries
    where tenant_id = ${tenantId} and member_id = ${memberId} and corrects = any (${causes}::text[])`
  return { of: (cause) => lines.get(cause) ?? nothing(), corrected: new Set(putRight.map((row) => row.corrects)) }
}
