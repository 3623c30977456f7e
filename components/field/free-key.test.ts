import { expect, test } from 'vitest'
import { freeKey } from './free-key'

test.each([
  ['the first', [], 'member_1'],
  ['behind those there are', ['a', 'b'], 'member_3'],
  ['never one that is taken', ['member_3', 'x'], 'member_4'],
])('%s', (_, keys, key) =>
  expect(
    freeKey(
      'member',
      keys.map((one) => ({ key: one })),
    ),
  ).toBe(key),
)
