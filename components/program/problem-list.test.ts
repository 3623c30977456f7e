import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { dayOf } from '@/server/engine/calendar/day'
import { lintProgram } from '@/server/engine/program/lint'
import { checkoutMistakes, GIVEN, RESTING } from '@/server/engine/program/lint/fixtures/checkout-mistakes'
import { ladderMistakes } from '@/server/engine/program/lint/fixtures/ladder-mistakes'
import { ruleMistakes } from '@/server/engine/program/lint/fixtures/rule-mistakes'
import { soundProgram } from '@/server/engine/program/lint/fixtures/sound-program'
import { problemCodes } from '@/server/engine/program/problem'
import { type Speaker, tellProblem, wordingIn } from '@/server/engine/sentence/problem'
import en from '../messages/en/program.json'
import zh from '../messages/zh/program.json'

const at = (words: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], words)

test.each(problemCodes)('the problem %s has its sentence in both languages', (code) => {
  expect(at(zh.problem, code)).toEqual(expect.any(String))
  expect(at(en.problem, code)).toEqual(expect.any(String))
})

const around = {
  stores: new Set(['s1']),
  today: dayOf('2026-07-01'),
  coupons: new Map([
    [GIVEN, { name: '示例券', state: 'active' }],
    [RESTING, { name: '示例停用券', state: 'paused' }],
  ]),
}
const common = { money: (minor: number) => `¥${minor / 100}`, count: (n: number) => n.toLocaleString('en'), store: () => undefined }
const speakers = (['zh', 'en'] as const).map((language) => ({
  language,
  surround: { ...common, language, pointsName: language === 'zh' ? '积分' : 'points' },
  say: createTranslator({
    locale: language,
    messages: { problem: { zh, en }[language].problem },
    onError: (error) => {
      throw error
    },
  }) as unknown as Speaker,
}))

/** What a merchant reads about a mistake, in both languages. */
function told({ make, code, place }: (typeof ladderMistakes)[number]): string[] {
  const document = soundProgram()
  make(document)
  const problem = lintProgram(document, around).find((p) => p.code === code && p.place.join('.') === place)
  if (!problem) throw new Error(`${code} is not found`)
  return speakers.map(({ surround, say }) => tellProblem(problem, say, document, surround, wordingIn(document, surround)))
}

test.each([...ladderMistakes, ...ruleMistakes, ...checkoutMistakes].map((mistake) => [mistake.name, mistake] as const))(
  'the sentence about %s is whole in both languages and holds no key',
  (_name, mistake) => {
    for (const sentence of told(mistake)) {
      expect(sentence).not.toMatch(/[{}]|undefined|NaN|null|\b(?:member|order|event|line)\.[a-z_]+|perDay|perMonth|\s{2}/)
      expect(sentence).toMatch(/[。.]$/)
    }
  },
)

test.each([
  ['tier.auto_redeemed', '积分满 100 就自动兑换，余额永远到不了 100 积分，没有人能升到这一级。'],
  ['tier.keep_missing', '会拿升级的 1,000 成长值当作 ¥10 来比。'],
  ['tier.not_rising', '门槛要比下一级「普通」的 0 成长值高。'],
  ['rule.cap_below_reward', '一次要给 50，但每天最多 49，永远给不足。'],
  ['rule.ended', '这条规则已在 2026 年 6 月 30 日结束'],
  ['condition.needs_order', '条件要看“单笔实付”'],
])('%s says the merchant’s own figures', (code, part) => {
  const mistake = [...ladderMistakes, ...ruleMistakes].find((one) => one.code === code)
  expect(mistake && told(mistake)[0]).toContain(part)
})
