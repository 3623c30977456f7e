import * as z from 'zod'
import type { Problem } from '@/server/engine/program/problem'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from './lock-draft'
import { replaceDraft } from './replace-draft'
import { validateProgram } from './validate-program'

export const ProgramFile = z.strictObject({ document: z.unknown() })
export type ProgramFile = z.infer<typeof ProgramFile>

/** Makes a document from a file the draft if it is sound; otherwise changes nothing and answers what is wrong, place by place. */
export const importProgram = (scope: TenantScope, { document: given }: ProgramFile): Promise<{ imported: boolean; problems: Problem[] }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { document, problems } = await validateProgram(tx, given)
    if (!document || problems.some((p) => p.severity === 'error')) return { imported: false, problems }
    await replaceDraft(tx, document)
    await audit(tx, { action: 'program.imported', subject: 'program', subjectId: scope.tenantId })
    return { imported: true, problems }
  })
