import { expect, test } from 'vitest'
import { limitCalls } from './limit-calls'

/** How many of so many calls at one moment are allowed. */
function calls(key: string, count: number, at: number): number {
  for (let allowed = 0; allowed < count; allowed++) {
    try {
      limitCalls(key, at)
    } catch {
      return allowed
    }
  }
  return count
}

test('a hundred at once, then fifty a second, and each key for itself', () => {
  expect(calls('a', 150, 1_000)).toBe(100)
  expect(calls('b', 150, 1_000)).toBe(100)
  expect(calls('a', 150, 2_000)).toBe(50)
  expect(calls('a', 150, 60_000)).toBe(100)
})

test('a clock that is set back gives nothing', () => {
  expect(calls('c', 150, 60_000)).toBe(100)
  expect(calls('c', 10, 1_000)).toBe(0)
  expect(calls('c', 10, 60_020)).toBe(1)
})

test('the caller is told what is left', () => {
  expect(limitCalls('d', 1_000)).toEqual({ 'ratelimit-limit': '50', 'ratelimit-remaining': '99', 'ratelimit-reset': '1' })
})
