import { expect, test } from 'vitest'
import { messagesOf } from './load'
import { plainSentence, plainSpeaker } from './plain-sentence'

test.each([
  ['a slot', 'en', 'import.amount', { value: 'ten' }, 'Not an amount: ten'],
  ['a plural of one', 'en', 'program.has_problems', { count: 1 }, '1 thing has to be put right before publishing.'],
  ['a plural of more', 'en', 'program.has_problems', { count: 1200 }, '1,200 things have to be put right before publishing.'],
  ['a code without a sentence', 'en', 'nothing.known', {}, 'nothing.known'],
] as const)('%s', (_, locale, code, details, expected) => expect(plainSentence(locale, code, details)).toBe(expected))

const sentencesIn = (words: object, key = ''): string[] =>
  Object.entries(words).flatMap(([step, word]) => (typeof word === 'string' ? [`${key}${step}`] : sentencesIn(word, `${key}${step}.`)))

test.each(['zh', 'en'] as const)('no problem of a program is told with a slot left open: %s', (locale) => {
  const say = plainSpeaker(locale, 'program')
  const keys = sentencesIn(messagesOf(locale).program.problem, 'problem.')
  expect(keys.length).toBeGreaterThan(50)
  expect(keys.map((key) => say(key)).filter((sentence) => /[{}]/.test(sentence))).toEqual([])
  expect(say('problem.ladder.retention_unused', { validity: 'never' })).toContain(locale === 'zh' ? '到期也不降级' : 'never')
})
