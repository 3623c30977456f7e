import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { tenants } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { peopleWhoApprove } from './approvers'
import { lockHouse } from './campaign-row'

export const ApprovalChange = z.strictObject({ approves: z.boolean() })
export type ApprovalChange = z.infer<typeof ApprovalChange>

/**
 * Whether a second person has to approve campaigns. Refuses with `campaign.nobody_to_approve` where only one person in
 * the team could. What waits already is decided as it was sent in.
 */
export const setApproval = (scope: TenantScope, { approves }: ApprovalChange): Promise<void> =>
  inTenant(scope, 'tenant:write', async (tx) => {
    const before = await lockHouse(tx)
    if (approves && (await peopleWhoApprove(tx)).length < 2) throw new Refusal('conflict', 'campaign.nobody_to_approve')
    await tx.orm.update(tenants).set({ approvesCampaigns: approves }).where(eq(tenants.id, scope.tenantId))
    await audit(tx, {
      action: 'campaign.approval_set',
      subject: 'tenant',
      subjectId: scope.tenantId,
      before: { approves: before.approves },
      after: { approves },
    })
  })

/** Whether a second person has to approve campaigns, and how many in the team could. */
export const readApproval = (scope: TenantScope): Promise<{ approves: boolean; people: number }> =>
  inTenant(scope, 'campaign:read', async (tx) => {
    const [row] = await tx.orm.select({ approves: tenants.approvesCampaigns }).from(tenants).where(eq(tenants.id, scope.tenantId))
    return { approves: row?.approves ?? false, people: (await peopleWhoApprove(tx)).length }
  })
