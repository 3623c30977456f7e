import { and, eq } from 'drizzle-orm'
import { stores } from '@/db/schema'
import type { ProgramDocument } from '@/server/engine/program/document'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { assembleDraft } from './assemble-draft'
import { rename } from './settle-ids'

/** The draft as one document to keep or to carry elsewhere; stores are named by their codes. */
export const exportProgram = (scope: TenantScope): Promise<ProgramDocument> =>
  inTenant(scope, 'program:read', async (tx) => {
    const draft = await assembleDraft(tx)
    const rows = await tx.orm
      .select({ id: stores.id, code: stores.code })
      .from(stores)
      .where(and(eq(stores.tenantId, scope.tenantId)))
    const codes = { 'order.store': new Map(rows.map((s) => [s.id, s.code])) }
    return {
      ...draft,
      growthRules: draft.growthRules.map((r) => (r.spec.when ? { ...r, spec: { ...r.spec, when: rename(r.spec.when, codes) } } : r)),
      earningRules: draft.earningRules.map((r) => (r.spec.when ? { ...r, spec: { ...r.spec, when: rename(r.spec.when, codes) } } : r)),
    }
  })
