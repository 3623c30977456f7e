import { expect, test } from 'vitest'
import { permissionsOf } from '@/server/platform/scope'
import { entryAt, menu, menuFor } from './menu'

const entries = menu.flatMap((g) => g.entries)

test.each([
  ['the overview is the bare address', '', 'overview'],
  ['a member stands under the list', '/members/0192', 'members'],
  ['an import stands under import, not under the list', '/members/import/0192', 'import'],
  ['team is not the merchant page', '/settings/team', 'team'],
])('%s', (_, path, key) => {
  expect(entryAt(entries, path)?.key).toBe(key)
})

test('an unknown address belongs to nothing', () => {
  expect(entryAt(entries, '/nowhere')).toBeUndefined()
})

test('a store manager sees the counter and nothing of the settings', () => {
  const keys = menuFor(permissionsOf.store_manager, true).flatMap((g) => g.entries.map((e) => e.key))
  expect(keys).toEqual(['today', 'overview', 'members', 'campaigns', 'redemptions', 'counter', 'stores'])
})

test('an owner sees everything but the counter', () => {
  const keys = menuFor(permissionsOf.owner, false).flatMap((g) => g.entries.map((e) => e.key))
  expect(keys).toEqual(entries.filter((e) => !e.counterOnly).map((e) => e.key))
})
