import * as z from 'zod'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { ownWords, tenantTerms } from './assemble-draft'
import { lockDraft } from './lock-draft'
import { replaceDraft } from './replace-draft'
import { TemplateKey, templates } from './templates/catalogue'
import { soundProgram } from './validate-program'

export const TemplateChoice = z.strictObject({ template: TemplateKey })
export type TemplateChoice = z.infer<typeof TemplateChoice>

/** Makes a ready program, in the tenant's language and currency, the draft. What the draft said before is gone, but for own fields and events. */
export const applyTemplate = (scope: TenantScope, { template }: TemplateChoice): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { language, currency, timeZone } = await tenantTerms(tx)
    const generated = templates[template]({ language: language.startsWith('zh') ? 'zh' : 'en', currency, timeZone })
    // No template knows the merchant's own fields and events: they stay.
    const own = await ownWords(tx)
    await replaceDraft(tx, { ...(await soundProgram(tx, generated)), ...own })
    await audit(tx, { action: 'program.template_applied', subject: 'program', subjectId: scope.tenantId, after: { template } })
  })
