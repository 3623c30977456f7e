import { expect, test } from 'vitest'
import { templates } from '@/server/program/templates/catalogue'
import { dayOf } from '../../calendar/day'
import { ProgramDocument } from '../document'
import { lintProgram } from '../lint'
import { severityOf } from '../problem'
import { checkoutMistakes, GIVEN, RESTING } from './fixtures/checkout-mistakes'
import { ladderMistakes } from './fixtures/ladder-mistakes'
import { ruleMistakes } from './fixtures/rule-mistakes'
import { type Change, soundProgram } from './fixtures/sound-program'

const around = {
  stores: new Set(['s1']),
  today: dayOf('2026-07-01'),
  coupons: new Map([
    [GIVEN, { name: '示例券', state: 'active' }],
    [RESTING, { name: '示例停用券', state: 'paused' }],
  ]),
}
const mistakes = [...ladderMistakes, ...ruleMistakes, ...checkoutMistakes]

const found = (change: Change) => {
  const document = soundProgram()
  change(document)
  return lintProgram(document, around)
}

test('the sound program has no problem', () => {
  expect(lintProgram(soundProgram(), around)).toEqual([])
  expect(ProgramDocument.safeParse(soundProgram()).success).toBe(true)
})

test.each(mistakes.map((mistake) => [mistake.name, mistake] as const))('it finds %s', (_name, { make, code, place }) => {
  const problem = found(make).find((p) => p.code === code && p.place.join('.') === place)
  expect(problem).toMatchObject({ severity: severityOf(code) })
})

test.each(mistakes.map((mistake) => [mistake.name, mistake] as const))(
  'and nothing of the kind in a neighbour of %s',
  (_name, { sound, code }) => {
    expect(found(sound).filter((p) => p.code === code)).toEqual([])
  },
)

test('no problem is told twice, for a list keeps each once', () => {
  for (const { make } of mistakes) {
    const keys = found(make).map((p) => `${p.code}:${p.place.join('.')}`)
    expect(new Set(keys).size).toBe(keys.length)
  }
})

test.each(Object.entries(templates))('the template %s starts without a problem', (key, template) => {
  for (const language of ['zh', 'en'] as const) {
    const problems = lintProgram(template({ language, currency: 'CNY', timeZone: 'Asia/Shanghai' }), around)
    expect(problems.map((p) => p.code)).toEqual(key === 'blank' ? ['program.no_earning_rule'] : [])
  }
})
