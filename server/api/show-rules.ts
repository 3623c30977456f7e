import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { RulesAsked, readMemberRules } from '@/server/program/read-member-rules'
import type { RulesResponse } from './shapes'

/** The rules in force as members read them, in the language asked for. */
export async function showRules(scope: TenantScope, query: URLSearchParams): Promise<RulesResponse> {
  const asked = RulesAsked.safeParse({ language: query.get('lang') ?? undefined })
  if (!asked.success) throw new Refusal('invalid', 'request.language_unknown', { field: 'lang' })
  const rules = await readMemberRules(scope, asked.data)
  if (!rules) throw new Refusal('not_found', 'version.not_found')
  const { language, title, sections, text, version, effectiveFrom, asOf } = rules
  return { language, title, sections, text, version, effective_from: effectiveFrom, as_of: asOf }
}
