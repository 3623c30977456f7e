import { advanceTenant } from '@/server/program/advance-tenant'
import { findTenant } from './find-tenant'
import { type Command, dateOf, given } from './words'

export const advanceCommand: Command = {
  usage: 'advance --tenant <tenant> --to <date> [--beyond-today]',
  about:
    'Lets time pass for every member that is due, up to a date of the merchant’s zone. A date beyond today needs --beyond-today and cannot be undone.',
  options: ['tenant', 'to'],
  switches: ['beyond-today'],
  run: async (options) => {
    const { scope, slug } = await findTenant(given(options, 'tenant'))
    const { date, members } = await advanceTenant(scope, { to: dateOf(options, 'to'), beyondToday: options['beyond-today'] === true })
    return { value: { tenant: slug, advanced_to: date, members }, text: `${slug} advanced to ${date}: ${members} members changed` }
  },
}
