import { publishProgram } from '@/server/program/publish-program'
import { programSchema } from '@/server/program/validate-program'
import { findTenant } from './find-tenant'
import { readJson } from './read-input'
import { type Command, given } from './words'

export const programSchemaCommand: Command = {
  usage: 'program schema',
  about: 'Prints the JSON Schema of a program document.',
  options: [],
  run: async () => {
    const value = programSchema()
    return { value, text: JSON.stringify(value, null, 2) }
  },
}

export const programPublish: Command = {
  usage: 'program publish --tenant <tenant> --file <program.json> [--effective-from <date or instant>] [--note <text>]',
  about:
    'Publishes a program document as the next version, from the next whole minute or the time given (a date is its 00:00 in the merchant’s zone). As long as nothing has happened to any member, it replaces what was published before and judges the past too.',
  options: ['tenant', 'file', 'effective-from?', 'note?'],
  run: async (options) => {
    const { scope, slug } = await findTenant(given(options, 'tenant'))
    const document = await readJson(given(options, 'file'))
    const effectiveFrom = typeof options['effective-from'] === 'string' ? options['effective-from'] : undefined
    const version = await publishProgram(
      scope,
      { document, effectiveFrom, note: typeof options.note === 'string' ? options.note : '' },
      { atOnce: true },
    )
    const value = { tenant: slug, version: version.number, id: version.id, effective_from: version.effectiveFrom }
    return { value, text: `Published version ${version.number} of ${slug}, in force from ${version.effectiveFrom}` }
  },
}
