import { memberships, tenants, users } from '@/db/schema'
import type { SignUpDraft } from '@/server/engine/account/account'
import { audit } from '@/server/platform/audit'
import { hashPassword } from '@/server/platform/auth/password'
import { checkPassword } from '@/server/platform/auth/password-rules'
import { openSession } from '@/server/platform/auth/sessions'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { countTry, signUpLimit } from '@/server/platform/rate-limit'
import { Refusal } from '@/server/platform/refusal'
import { asTenantId, type TenantScope } from '@/server/platform/scope'
import { randomLetters } from '@/server/platform/token'

/** The request by which somebody without a session comes in. */
export type Visit = { requestId: string; ip: string | null; agent: string | null }

export type NewMerchant = { sid: string; slug: string; scope: TenantScope }

/**
 * Opens a merchant account with its first owner and signs the owner in. Refuses with `account.email_taken`, and with
 * `account.password_common` or `account.password_own_words`.
 */
export async function signUp(visit: Visit, draft: SignUpDraft): Promise<NewMerchant> {
  // The command line has no address and needs no limit.
  if (visit.ip !== null) await countTry(signUpLimit, visit.ip)
  checkPassword(draft.password, [draft.email, draft.merchantName], 'password')
  const passwordHash = await hashPassword(draft.password)
  const userId = newId()
  const slug = `m-${randomLetters(8).toLowerCase()}`
  const scope: TenantScope = {
    tenantId: asTenantId(newId()),
    actor: { kind: 'operator', userId, role: 'owner', storeIds: [] },
    requestId: visit.requestId,
    ip: visit.ip,
  }
  return inTenant(scope, 'tenant:write', async (tx) => {
    const { tenantId } = scope
    const name = draft.email.slice(0, draft.email.indexOf('@')).slice(0, 60)
    const made = await tx.orm
      .insert(users)
      .values({ id: userId, email: draft.email, name, passwordHash, locale: draft.locale })
      .onConflictDoNothing()
      .returning({ id: users.id })
    if (made.length === 0) throw new Refusal('conflict', 'account.email_taken', { field: 'email' })
    await tx.orm.insert(tenants).values({
      id: tenantId,
      slug,
      name: draft.merchantName,
      industry: draft.industry,
      ...startingSettings,
      language: draft.locale,
      pointsName: draft.locale === 'en' ? 'points' : '积分',
    })
    await tx.orm.insert(memberships).values({ tenantId, userId, role: 'owner' })
    await audit(tx, {
      action: 'tenant.created',
      subject: 'tenant',
      subjectId: tenantId,
      after: { name: draft.merchantName, industry: draft.industry },
    })
    return { sid: await openSession(tx.orm, userId, visit.agent), slug, scope }
  })
}

/** What a new merchant has until it says otherwise. */
const startingSettings = { timeZone: 'Asia/Shanghai', currency: 'CNY', brandColor: '#0b7a6b' }
