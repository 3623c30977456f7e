import { and, eq } from 'drizzle-orm'
import { members } from '@/db/schema'
import { readMember } from '@/server/member/read-member'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { programNames } from '@/server/program/program-names'
import type { MemberResponse } from './shapes'

/** Where the member with this code stands as of now: tier, points, and how far the next tier is. */
export async function showMember(scope: TenantScope, code: string): Promise<MemberResponse> {
  // No code holds a zero character, and the database would not even look for one.
  if (code.includes('\0')) throw new Refusal('not_found', 'member.not_found')
  const { id, primaryName, tierOf } = await inTenant(scope, 'member:read', async (tx) => {
    const [row] = await tx.orm
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.tenantId, scope.tenantId), eq(members.code, code)))
    if (!row) throw new Refusal('not_found', 'member.not_found')
    const names = await programNames(tx)
    return {
      id: row.id,
      primaryName: names.ladder?.name,
      tierOf: (name: string) => names.tiers.find((tier) => tier.name === name)?.code ?? '',
    }
  })
  const member = await readMember(scope, id)
  const primary = member.progress.find((p) => p.ladder === primaryName) ?? member.progress[0]
  return {
    code: member.code,
    status: member.status,
    joined_on: member.joinedOn,
    as_of: member.asOf,
    tier: primary?.tier ? { code: tierOf(primary.tier.name), name: primary.tier.name } : null,
    points: member.points,
    growth: member.growth,
    net_spend: member.netSpend,
    order_count: member.orderCount,
    last_order_on: member.lastOrderOn,
    progress: member.progress.map(({ ladder, measure, measured, next, until, daysLeft }) => ({
      ladder,
      measure,
      measured,
      next: next && { name: next.name, threshold: next.threshold, missing: next.missing },
      valid_until: until,
      days_left: daysLeft,
    })),
  }
}
