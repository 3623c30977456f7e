import { plainSentence } from '@/components/messages/plain-sentence'
import { locales } from '@/server/engine/account/account'
import { applyTemplate } from '@/server/program/apply-template'
import { publishProgram } from '@/server/program/publish-program'
import { TemplateKey } from '@/server/program/templates/catalogue'
import { createTenant, TenantDraft } from '@/server/tenant/create-tenant'
import { COMMAND_LINE } from './find-tenant'
import { type Command, choice, given, Misuse } from './words'

export const tenantCreate: Command = {
  usage:
    'tenant create --name <name> --email <e-mail> --template <template> [--currency CNY] [--timezone Asia/Shanghai] [--language zh-CN|en] [--password <password>]',
  about: `Opens a merchant account with its owner and publishes a ready program: ${TemplateKey.options.join(', ')}. A password that was not given is made up and shown once.`,
  options: ['name', 'email', 'template', 'currency?', 'timezone?', 'language?', 'password?'],
  run: async (options) => {
    const template = choice(options, 'template', TemplateKey.options) ?? 'blank'
    const draft = TenantDraft.safeParse({
      name: given(options, 'name'),
      email: given(options, 'email'),
      industry: template === 'blank' ? 'other' : template,
      currency: options.currency,
      timeZone: options.timezone,
      language: choice(options, 'language', locales),
      password: options.password,
    })
    if (!draft.success) {
      const issue = draft.error.issues[0]
      const name = String(issue?.path[0] ?? '').replace('timeZone', 'timezone')
      throw new Misuse(`--${name}: ${plainSentence('en', issue?.message ?? '')}`)
    }
    const { scope, slug, password } = await createTenant(draft.data, COMMAND_LINE)
    await applyTemplate(scope, { template })
    const version = await publishProgram(scope, { note: '' }, { atOnce: true })
    const value = {
      tenant: { id: scope.tenantId, slug, name: draft.data.name, currency: draft.data.currency, time_zone: draft.data.timeZone },
      owner: { email: draft.data.email, password },
      program: { version: version.number, effective_from: version.effectiveFrom, template },
    }
    const secret = password === null ? '' : `\n  password  ${password}   (shown once)`
    return {
      value,
      text: `Created ${draft.data.name}\n  tenant    ${slug}\n  owner     ${draft.data.email}${secret}\n  program   version ${version.number} (${template})`,
    }
  },
}
