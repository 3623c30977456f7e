import { and, eq } from 'drizzle-orm'
import { members, tenants } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { homeCountry, shownPhone } from './phone'
import { memberRow, unseal } from './seal'

/** Shows the full name and phone of one member for a stated reason, and writes down who asked and why. */
export const revealMember = (scope: TenantScope, draft: { memberId: string; reason: string }) =>
  inTenant(scope, 'member:reveal', async (tx) => {
    const { tenantId } = scope
    const [tenant] = await tx.orm.select({ currency: tenants.currency }).from(tenants).where(eq(tenants.id, tenantId))
    const [member] = await tx.orm
      .select({ id: members.id, nameSealed: members.nameSealed, phoneSealed: members.phoneSealed })
      .from(members)
      .where(and(eq(members.tenantId, tenantId), eq(members.id, draft.memberId)))
    if (!tenant || !member) throw new Refusal('not_found', 'member.not_found')
    await audit(tx, { action: 'member.revealed', subject: 'member', subjectId: member.id, after: { reason: draft.reason } })
    const bound = memberRow(tenantId, member.id)
    return {
      name: member.nameSealed && unseal('member.name', bound, member.nameSealed),
      phone: member.phoneSealed && shownPhone(unseal('member.phone', bound, member.phoneSealed), homeCountry(tenant.currency)),
    }
  })
