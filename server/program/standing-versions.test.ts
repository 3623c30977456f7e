import { expect, test } from 'vitest'
import { standingVersions } from './standing-versions'

const version = (number: number, effectiveFrom: string) => ({ number, effectiveFrom })
const numbers = (versions: { number: number; effectiveFrom: string }[]) => standingVersions(versions).map((v) => v.number)

test.each([
  ['each begins after the one before', [version(1, '2026-01-01T00:00Z'), version(2, '2026-02-01T00:00Z')], [1, 2]],
  ['the second replaces the first from its start', [version(1, '2026-01-01T00:00Z'), version(2, '2026-01-01T00:00Z')], [2]],
  ['the third replaces both', [version(1, '2026-01-01T00:00Z'), version(2, '2026-02-01T00:00Z'), version(3, '2025-01-01T00:00Z')], [3]],
  ['in any order', [version(2, '2026-02-01T00:00Z'), version(1, '2026-01-01T00:00Z')], [1, 2]],
  ['none', [], []],
])('%s', (_, versions, expected) => expect(numbers(versions)).toEqual(expected))
