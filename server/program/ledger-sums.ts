import type { Account, Movement } from '@/server/engine/trace'
import type { TenantTx } from '@/server/platform/database'

/** What one cause has moved between two accounts of a unit, for a rule and a lot, as one signed sum. */
export type NetFlow = { about: string; unit: string; lot: string | null; rule: string | null; low: Account; high: Account; net: number }

const keyOf = (f: Omit<NetFlow, 'net'>): string => [f.about, f.unit, f.lot ?? '', f.rule ?? '', f.low, f.high].join('\n')

/** Sums movements; those between the same two accounts cancel, whichever way they went. */
export function netFlows(movements: readonly Movement[]): Map<string, NetFlow> {
  const flows = new Map<string, NetFlow>()
  for (const m of movements) {
    const forward = m.from < m.to
    add(flows, {
      about: m.cause,
      unit: m.unit,
      lot: m.lot,
      rule: m.rule,
      low: forward ? m.from : m.to,
      high: forward ? m.to : m.from,
      net: forward ? m.amount : -m.amount,
    })
  }
  return flows
}

function add(flows: Map<string, NetFlow>, flow: NetFlow): void {
  const key = keyOf(flow)
  const held = flows.get(key)
  if (held) held.net += flow.net
  else flows.set(key, flow)
}

/** What stands in the ledger for members, corrections counted with what they put right. */
export async function postedFlows(tx: TenantTx, memberIds: string[]): Promise<Map<string, Map<string, NetFlow>>> {
  const rows = await tx.sql<(NetFlow & { member_id: string })[]>`
    select member_id, coalesce(corrects, cause) as about, unit, lot, rule_id as rule,
           least(from_account, to_account) as low, greatest(from_account, to_account) as high,
           sum(case when from_account < to_account then amount else -amount end)::bigint as net
    from ledger_entries
    where tenant_id = ${tx.scope.tenantId} and member_id = any (${memberIds}::uuid[])
    group by 1, 2, 3, 4, 5, 6, 7`
  const byMember = new Map<string, Map<string, NetFlow>>(memberIds.map((id) => [id, new Map()]))
  for (const { member_id, ...flow } of rows) byMember.get(member_id)?.set(keyOf(flow), flow)
  return byMember
}

/** What is wanted less what stands: the flows that would have to be added. Empty when the two agree. */
export function missingFlows(wanted: Map<string, NetFlow>, posted: Map<string, NetFlow>): NetFlow[] {
  const missing: NetFlow[] = []
  for (const key of new Set([...wanted.keys(), ...posted.keys()])) {
    const [want, have] = [wanted.get(key), posted.get(key)]
    const net = (want?.net ?? 0) - (have?.net ?? 0)
    if (net !== 0) missing.push({ ...((want ?? have) as NetFlow), net })
  }
  return missing
}
