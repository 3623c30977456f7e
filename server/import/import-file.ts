import type { ImportPlan, ImportSubject } from '@/server/engine/import/column'
import type { TenantScope } from '@/server/platform/scope'
import { importOf } from './reads'
import { type Progress, runImport } from './run-import'
import { startImport } from './start-import'
import { uploadFile } from './upload-file'

export type WholeFile = { subject: ImportSubject; fileName: string; bytes: Buffer; choices?: Partial<Omit<ImportPlan, 'columns'>> }

/** Brings a file in from first to last, in this process: the guessed columns, the given choices, no questions. */
export async function importFile(
  scope: TenantScope,
  { subject, fileName, bytes, choices }: WholeFile,
  onProgress?: (progress: Progress) => void,
) {
  const { id } = await uploadFile(scope, { subject, fileName, bytes })
  const { mapping } = await importOf(scope, id)
  await startImport(scope, { importId: id, plan: { ...mapping.plan, ...choices } }, 'here')
  await runImport(scope, id, { onProgress })
  return importOf(scope, id)
}
