import { and, eq } from 'drizzle-orm'
import { memberSearch, members, stores, tenants } from '@/db/schema'
import type { MemberProfileDraft } from '@/server/engine/member/profile'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { homeCountry, normalPhone } from './phone'
import { writeProfiles, writeTokens } from './register-members'
import { memberRow, unseal } from './seal'

/** Changes name, phone and home store of one member. Refuses a phone that is none and a store that is not there. */
export const updateMember = (scope: TenantScope, draft: MemberProfileDraft & { memberId: string }) =>
  inTenant(scope, 'member:write', async (tx) => {
    const { tenantId } = scope
    const [tenant] = await tx.orm.select({ currency: tenants.currency }).from(tenants).where(eq(tenants.id, tenantId))
    const [member] = await tx.orm
      .select()
      .from(members)
      .where(and(eq(members.tenantId, tenantId), eq(members.id, draft.memberId)))
      .for('update')
    if (!tenant || !member) throw new Refusal('not_found', 'member.not_found')
    if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')

    const phone = draft.phone === '' ? null : normalPhone(draft.phone, homeCountry(tenant.currency), member.country)
    if (draft.phone !== '' && !phone) throw new Refusal('invalid', 'member.phone_format', { field: 'phone' })
    const [store] =
      draft.store === ''
        ? []
        : await tx.orm
            .select({ id: stores.id })
            .from(stores)
            .where(and(eq(stores.tenantId, tenantId), eq(stores.code, draft.store)))
    if (draft.store !== '' && !store) throw new Refusal('invalid', 'member.store_unknown', { field: 'store' })

    const row = memberRow(tenantId, member.id)
    const before = {
      name: member.nameSealed && unseal('member.name', row, member.nameSealed),
      phone: member.phoneSealed && unseal('member.phone', row, member.phoneSealed),
    }
    const after = { id: member.id, name: draft.name === '' ? null : draft.name, phone, country: member.country, storeId: store?.id ?? null }
    await writeProfiles(tx, [after])
    await tx.orm.delete(memberSearch).where(and(eq(memberSearch.tenantId, tenantId), eq(memberSearch.memberId, member.id)))
    await writeTokens(tx, [after])
    // Which fields, not what they say: the audit log holds no personal value.
    const changed = [
      ...(before.name === after.name ? [] : ['name']),
      ...(before.phone === after.phone ? [] : ['phone']),
      ...(member.homeStoreId === after.storeId ? [] : ['store']),
    ]
    await audit(tx, { action: 'member.updated', subject: 'member', subjectId: member.id, after: { changed } })
    return { changed }
  })
