import { eq } from 'drizzle-orm'
import { stores } from '@/db/schema'
import type { ProgramDocument } from '@/server/engine/program/document'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { assembleDraft } from './assemble-draft'
import { renameReferences } from './rename-references'

/** The draft as one document to keep or to carry elsewhere; stores are named by their codes. */
export const exportProgram = (scope: TenantScope): Promise<ProgramDocument> =>
  inTenant(scope, 'program:read', async (tx) => {
    const draft = await assembleDraft(tx)
    const rows = await tx.orm.select({ id: stores.id, code: stores.code }).from(stores).where(eq(stores.tenantId, scope.tenantId))
    const codes = new Map(rows.map((s) => [s.id, s.code]))
    return renameReferences(draft, { facts: { 'order.store': codes }, tiers: new Map(), stores: codes })
  })
