import { eq, sql } from 'drizzle-orm'
import * as z from 'zod'
import { memberships, tenants, users } from '@/db/schema'
import { Email, locales, NewPassword } from '@/server/engine/account/account'
import { Currency, TimeZone } from '@/server/engine/tenant/settings'
import { audit } from '@/server/platform/audit'
import { hashPassword } from '@/server/platform/auth/password'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { asTenantId, systemScope, type TenantScope } from '@/server/platform/scope'
import { randomLetters } from '@/server/platform/token'

export const TenantDraft = z.strictObject({
  name: z.string().trim().min(1).max(60),
  email: Email,
  password: NewPassword.optional(),
  industry: z.string().min(1).max(40),
  currency: Currency.default('CNY'),
  timeZone: TimeZone.default('Asia/Shanghai'),
  language: z.enum(locales).default('zh-CN'),
})
export type TenantDraft = z.infer<typeof TenantDraft>

/** `password` is there only when it was made up here; it stands nowhere else. */
export type CreatedTenant = { scope: TenantScope; slug: string; userId: string; password: string | null }

/**
 * Opens a merchant account for somebody else, as the keeper of the installation. An e-mail that has a user already gets
 * that user as owner, with the password it has.
 */
export async function createTenant(draft: TenantDraft, actor: string): Promise<CreatedTenant> {
  const { name, email, industry, currency, timeZone, language } = draft
  const made = draft.password ?? randomLetters(20)
  const passwordHash = await hashPassword(made)
  const slug = `m-${randomLetters(8).toLowerCase()}`
  const scope = systemScope(asTenantId(newId()), actor)
  return inTenant(scope, 'tenant:write', async (tx) => {
    const { tenantId } = scope
    const fresh = newId()
    const inserted = await tx.orm
      .insert(users)
      .values({ id: fresh, email, name: email.slice(0, email.indexOf('@')).slice(0, 60), passwordHash, locale: language })
      .onConflictDoNothing()
      .returning({ id: users.id })
    const [known] =
      inserted.length > 0
        ? inserted
        : await tx.orm
            .select({ id: users.id })
            .from(users)
            .where(eq(sql`lower(${users.email})`, email))
    const userId = known?.id ?? fresh
    await tx.orm.insert(tenants).values({
      id: tenantId,
      slug,
      name,
      industry,
      timeZone,
      currency,
      language,
      brandColor: '#0b7a6b',
      pointsName: language === 'en' ? 'points' : '积分',
    })
    await tx.orm.insert(memberships).values({ tenantId, userId, role: 'owner' })
    await audit(tx, { action: 'tenant.created', subject: 'tenant', subjectId: tenantId, after: { name, industry, currency, timeZone } })
    return { scope, slug, userId, password: inserted.length > 0 && draft.password === undefined ? made : null }
  })
}
