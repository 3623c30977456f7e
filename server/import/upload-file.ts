import { eq } from 'drizzle-orm'
import { importFiles, imports, tenants } from '@/db/schema'
import { guessColumns, type ImportMapping, type ImportSubject } from '@/server/engine/import/column'
import { guessDateOrder } from '@/server/engine/import/moment'
import { sealBytes } from '@/server/member/seal'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { examineFile, inPieces, pieceOf } from './open-file'

export type FileDraft = {
  subject: ImportSubject
  fileName: string
  bytes: Buffer
}

/**
 * Keeps a file of members or orders, sealed, with a first guess of what its columns mean. Nothing of it is applied yet.
 * Refuses what is larger than 50 MB or not a table of text.
 */
export async function uploadFile(scope: TenantScope, { subject, fileName, bytes }: FileDraft): Promise<{ id: string; rows: number }> {
  // Asked before the work of reading a large file.
  await inTenant(scope, 'import:write', async () => {})
  const { form, rows, sample } = await examineFile(bytes)
  const columns = guessColumns(subject, form.header)
  const dated = columns.occurred_at ?? columns.joined_at
  const id = newId()
  return inTenant(scope, 'import:write', async (tx) => {
    const [tenant] = await tx.orm.select({ enrols: tenants.enrolsUnknown }).from(tenants).where(eq(tenants.id, scope.tenantId))
    const mapping: ImportMapping = {
      form,
      plan: {
        columns,
        earns: true,
        channel: 'default',
        enrols: tenant?.enrols ?? false,
        existing: 'skip',
        dateOrder: dated === undefined ? 'ymd' : guessDateOrder(sample.map((row) => row[dated] ?? '')),
      },
    }
    const name = fileName.replace(/^.*[\\/]|\p{C}/gu, '').slice(0, 120) || 'file.csv'
    await tx.orm.insert(imports).values({
      tenantId: scope.tenantId,
      id,
      subject,
      fileName: name,
      fileSize: bytes.length,
      mapping,
      status: 'uploaded',
      rowsTotal: rows,
      counts: {},
      createdBy: scope.actor.kind === 'operator' ? scope.actor.userId : scope.actor.kind === 'key' ? scope.actor.keyId : scope.actor.name,
    })
    for (const [piece, clear] of inPieces(bytes).entries()) {
      const sealed = sealBytes('import.file', pieceOf(scope.tenantId, id, piece), clear)
      await tx.orm.insert(importFiles).values({ tenantId: scope.tenantId, importId: id, piece, sealed })
    }
    await audit(tx, {
      action: 'import.uploaded',
      subject: 'import',
      subjectId: id,
      after: { subject, rows, bytes: bytes.length },
    })
    return { id, rows }
  })
}
