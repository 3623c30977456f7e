import { expect, test } from 'vitest'
import { newId } from './ids'
import { asTenantId } from './scope'
import { checksumLetters, randomLetters, tenantInLetters, tenantOfLetters } from './token'

test('a tenant comes back out of its letters', () => {
  for (const id of [newId(), newId(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) {
    const letters = tenantInLetters(asTenantId(id))
    expect(letters).toHaveLength(22)
    expect(tenantOfLetters(`${letters}anything`)).toBe(id)
  }
})

test.each(['', 'short', 'zzzzzzzzzzzzzzzzzzzzzz', '0190f3c2-aaaa-7bbb-8ccc', '!!!!!!!!!!!!!!!!!!!!!!'])('%j names no tenant', (text) =>
  expect(tenantOfLetters(text)).toBeNull(),
)

test('random letters do not repeat, and the checksum sees a changed letter', () => {
  const seen = new Set(Array.from({ length: 1000 }, () => randomLetters(32)))
  expect(seen.size).toBe(1000)
  expect(checksumLetters('rk_live_a')).not.toBe(checksumLetters('rk_live_b'))
  expect(checksumLetters('rk_live_a')).toMatch(/^[0-9A-Za-z]{6}$/)
})
