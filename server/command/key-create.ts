import { keyScopeWords } from '@/server/engine/key/key'
import { createKey } from '@/server/key/create-key'
import { findTenant } from './find-tenant'
import { type Command, given, Misuse } from './words'

export const keyCreate: Command = {
  usage: `key create --tenant <tenant> --name <name> [--scopes ${keyScopeWords.join(',')}]`,
  about: 'Makes a key for the open interface. It is shown once.',
  options: ['tenant', 'name', 'scopes?'],
  run: async (options) => {
    const { scope, slug } = await findTenant(given(options, 'tenant'))
    const asked = typeof options.scopes === 'string' ? options.scopes.split(',') : [...keyScopeWords]
    const scopes = keyScopeWords.filter((word) => asked.includes(word))
    if (scopes.length !== new Set(asked).size || scopes.length === 0) throw new Misuse(`--scopes is a list of: ${keyScopeWords.join(', ')}`)
    const made = await createKey(scope, { name: given(options, 'name'), scopes })
    return { value: { tenant: slug, id: made.id, key: made.key, scopes }, text: `${made.key}\n  (shown once; may ${scopes.join(', ')})` }
  },
}
