import { expect, test } from 'vitest'
import { stores } from '@/db/schema'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { appPool, inTenant } from './database'
import { newId } from './ids'
import { isUnreadableError, unreadableAt } from './unreadable'

testDatabase()

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('what the database cannot hold is known by its error, however it was sent', async () => {
  const { scope, tenantId } = await mintTenant()
  const failures = [
    failureOf(appPool()`select ${'a\0b'}::text`),
    failureOf(appPool()`select ${JSON.stringify({ name: '\0' })}::jsonb`),
    failureOf(
      inTenant(scope, 'store:write', (tx) =>
        tx.orm.insert(stores).values({ tenantId, id: newId(), kind: 'store', code: '\0', name: '示例', parentId: null }),
      ),
    ),
  ]
  for (const failure of await Promise.all(failures)) expect([failure instanceof Error, isUnreadableError(failure)]).toEqual([true, true])
  expect(isUnreadableError(await failureOf(appPool()`select 1 / ${0}::int`))).toBe(false)
})

test('the first text that cannot be kept is found by its path', () => {
  expect(unreadableAt({ a: ['b', { c: 'd\0' }], e: '\ud800' }, 5)).toEqual(['a', '1', 'c'])
  expect(unreadableAt({ 'a\0': 1 }, 5)).toEqual([])
  expect(unreadableAt({ a: { b: { c: 1 } } }, 2)).toEqual(['a', 'b', 'c'])
  expect(unreadableAt({ a: '示例 😀', b: null, c: 0 }, 5)).toBeNull()
})
