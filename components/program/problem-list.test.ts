import { expect, test } from 'vitest'
import { problemCodes } from '@/server/engine/program/problem'
import en from '../messages/en/program.json'
import zh from '../messages/zh/program.json'

const at = (words: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], words)

test.each(problemCodes)('the problem %s has its sentence in both languages', (code) => {
  expect(at(zh.problem, code)).toEqual(expect.any(String))
  expect(at(en.problem, code)).toEqual(expect.any(String))
})
