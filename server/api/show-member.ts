import { and, eq } from 'drizzle-orm'
import { members } from '@/db/schema'
import { tellBenefits } from '@/server/benefit/told-benefits'
import type { LadderProgress } from '@/server/member/ladder-progress'
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
  const { id, primaryName } = await inTenant(scope, 'member:read', async (tx) => {
    const [row] = await tx.orm
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.tenantId, scope.tenantId), eq(members.code, code)))
    if (!row) throw new Refusal('not_found', 'member.not_found')
    return { id: row.id, primaryName: (await programNames(tx)).ladder?.name }
  })
  const [member, benefits] = await Promise.all([readMember(scope, id), tellBenefits(scope, id)])
  const primary = member.progress.find((p) => p.ladder === primaryName) ?? member.progress[0]
  return {
    code: member.code,
    status: member.status,
    joined_on: member.joinedOn,
    as_of: member.asOf,
    tier: tierOf(primary),
    points: member.points,
    growth: member.growth,
    net_spend: member.netSpend,
    order_count: member.orderCount,
    last_order_on: member.lastOrderOn,
    benefits,
    progress: member.progress.map((p) => ({
      ladder: p.ladder,
      tier: tierOf(p),
      measure: p.measure,
      measured: p.measured,
      next: p.next && { name: p.next.name, threshold: p.next.threshold, missing: p.next.missing, counts_until: p.next.closes },
      valid_until: p.until,
      days_left: p.daysLeft,
      keep: p.keep && { measure: p.keep.measure, measured: p.keep.measured, minimum: p.keep.minimum, missing: p.keep.missing },
      grace_until: p.grace,
      by_hand: p.override && { until: p.override.until, locked: p.override.locked },
    })),
  }
}

const tierOf = (progress: LadderProgress | undefined) => (progress?.tier ? { code: progress.tier.code, name: progress.tier.name } : null)
