import { asTenantId, systemScope } from '@/server/platform/scope'
import { runDoctor } from '@/server/program/doctor'
import { COMMAND_LINE, everyTenant, findTenant } from './find-tenant'
import type { Command } from './words'

const SHOWN = 50

export const doctorCommand: Command = {
  usage: 'doctor [--tenant <tenant>]',
  about: 'Checks the books by plain SQL and folds every member from zero again; ends with 1 when anything differs.',
  options: ['tenant?'],
  run: async (options) => {
    const found = typeof options.tenant === 'string' ? await findTenant(options.tenant) : null
    const list = found
      ? [{ scope: found.scope, slug: found.slug }]
      : (await everyTenant()).map(({ id, slug }) => ({ scope: systemScope(asTenantId(id), COMMAND_LINE), slug }))
    const tenants = []
    for (const { scope, slug } of list) {
      const { members, events, entries, differences } = await runDoctor(scope)
      tenants.push({ tenant: slug, members, events, entries, differences })
    }
    const total = tenants.reduce((sum, tenant) => sum + tenant.differences.length, 0)
    const lines = tenants.flatMap((tenant) => [
      `${tenant.tenant}: ${tenant.members} members, ${tenant.events} events, ${tenant.entries} ledger rows, ${tenant.differences.length} differences`,
      ...tenant.differences.slice(0, SHOWN).map((d) => `  ${d.check} · ${d.member} · ${d.found}`),
    ])
    return { value: { differences: total, tenants }, text: lines.length > 0 ? lines.join('\n') : 'No merchant yet.', failed: total > 0 }
  },
}
