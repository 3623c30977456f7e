import { expect, test } from 'vitest'
import { plainSentence } from './plain-sentence'

test.each([
  ['a slot', 'en', 'import.amount', { value: 'ten' }, 'Not an amount: ten'],
  ['a plural of one', 'en', 'program.has_problems', { count: 1 }, '1 thing has to be put right before publishing.'],
  ['a plural of more', 'en', 'program.has_problems', { count: 1200 }, '1,200 things have to be put right before publishing.'],
  ['a code without a sentence', 'en', 'nothing.known', {}, 'nothing.known'],
] as const)('%s', (_, locale, code, details, expected) => expect(plainSentence(locale, code, details)).toBe(expected))
