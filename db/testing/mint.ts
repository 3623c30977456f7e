import { memberships, programVersions, stores, tenants, users } from '@/db/schema'
import type { ProgramDocument } from '@/server/engine/program/document'
import { globalOrm, inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { asTenantId, type Role, type TenantId, type TenantScope } from '@/server/platform/scope'

export type MintedTenant = {
  tenantId: TenantId
  slug: string
  /** The owner, acting from the console. */
  scope: TenantScope
  userId: string
  email: string
  /** The published version, when a program was given. */
  versionId: string | null
}

type TenantWishes = {
  name?: string
  currency?: string
  timeZone?: string
  enrolsUnknown?: boolean
  /** Published as version 1, in force since long ago. */
  program?: ProgramDocument
}

/** A tenant of the test's own, with its owner and, when given, a program in force. */
export async function mintTenant(wishes: TenantWishes = {}): Promise<MintedTenant> {
  const tenantId = asTenantId(newId())
  const slug = `m-${tenantId.slice(-12)}`
  await globalOrm()
    .insert(tenants)
    .values({
      id: tenantId,
      slug,
      name: wishes.name ?? '示例商户',
      industry: 'retail',
      timeZone: wishes.timeZone ?? 'Asia/Shanghai',
      currency: wishes.currency ?? 'CNY',
      language: 'zh-CN',
      pointsName: '积分',
      brandColor: '#1677ff',
      enrolsUnknown: wishes.enrolsUnknown ?? false,
    })
  const { scope, userId, email } = await mintOperator(tenantId, 'owner')
  let versionId: string | null = null
  const document = wishes.program
  if (document) {
    versionId = newId()
    const version = {
      tenantId,
      id: versionId,
      number: 1,
      semantics: 1,
      effectiveFrom: '1970-01-01T00:00:00Z',
      publishedBy: userId,
      note: '',
      document,
    }
    await inTenant(scope, 'program:publish', (tx) => tx.orm.insert(programVersions).values(version))
  }
  return { tenantId, slug, scope, userId, email, versionId }
}

/** One more person who works for the tenant, and the scope in which that person acts. */
export async function mintOperator(tenantId: TenantId, role: Role, storeIds: string[] = []) {
  const userId = newId()
  const email = `${userId.slice(-12)}@example.com`
  // No password: nobody signs in with it.
  await globalOrm().insert(users).values({ id: userId, email, name: '示例', passwordHash: '', locale: 'zh-CN' })
  await globalOrm().insert(memberships).values({ tenantId, userId, role, storeIds })
  const scope: TenantScope = { tenantId, actor: { kind: 'operator', userId, role, storeIds }, requestId: 'test', ip: null }
  return { scope, userId, email }
}

/** A store of the tenant. */
export async function mintStore(
  scope: TenantScope,
  wishes: { code?: string; name?: string; parentId?: string; kind?: 'brand' | 'area' | 'store' } = {},
) {
  const id = newId()
  const code = wishes.code ?? id.slice(-8)
  const store = {
    tenantId: scope.tenantId,
    id,
    kind: wishes.kind ?? 'store',
    code,
    name: wishes.name ?? `示例门店 ${code}`,
    parentId: wishes.parentId ?? null,
  }
  await inTenant(scope, 'store:write', (tx) => tx.orm.insert(stores).values(store))
  return { id, code }
}
