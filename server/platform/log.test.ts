import { expect, test } from 'vitest'
import { traceOf } from './log'

test('an error is logged by kind, SQLSTATE and place, never by its words', () => {
  const database = Object.assign(new Error('Key (email)=(lin.mei@example.com) already exists'), { code: '23505' })
  const logged = traceOf(new Error('Failed query: insert … params: 13800001234', { cause: database }))
  expect(logged).toMatchObject({ name: 'Error', state: '23505' })
  expect(logged.at.length).toBeGreaterThan(0)
  expect(JSON.stringify(logged)).not.toMatch(/lin\.mei|13800001234/)
})
