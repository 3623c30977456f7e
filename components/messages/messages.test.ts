import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { messagesOf } from './load'

// Keys are walked here, not written.
type Say = (key: string, values: Record<string, number | undefined>) => string
type Tree = { [key: string]: string | Tree }

function* leaves(tree: Tree, at: string[] = []): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [[...at, key].join('.'), value]
    else yield* leaves(value, [...at, key])
  }
}
const zh = new Map(leaves(messagesOf('zh')))
const en = new Map(leaves(messagesOf('en')))

test('an English sentence is filled from nothing that the Chinese one is not', () => {
  const holes = (text = '') => [...text.matchAll(/\{(\w+)[,}]/g)].map((m) => m[1])
  const unlike = [...en].filter(([key, text]) => holes(text).some((hole) => !text.includes('plural') && !holes(zh.get(key)).includes(hole)))
  expect(unlike.map(([key]) => key)).toEqual([])
})

test('no sentence is empty, and each can be read by the formatter', () => {
  for (const locale of ['zh', 'en'] as const) {
    const broken: string[] = []
    const onError = (error: { code: string; message: string }) => {
      if (error.code === 'INVALID_MESSAGE') broken.push(error.message)
    }
    const say = createTranslator({ locale, messages: messagesOf(locale), onError }) as unknown as Say
    for (const [key, text] of leaves(messagesOf(locale))) {
      expect(text.trim(), key).not.toBe('')
      if (!text.includes('<')) say(key, Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map((m) => [m[1], 3])))
    }
    expect(broken).toEqual([])
  }
})

test('words of the workshop stay off the screen', () => {
  // A file may carry its ending.
  const banned = /(?<!\.)\b(webhook|json|schema|tenant|idempoten\w*|cron|sql|null|undefined|NaN|uuid|boolean|true|false)\b/i
  // What the open interface answers is read by developers only.
  const seen = (texts: Map<string, string>) => [...texts].filter(([key]) => !key.startsWith('refusals.request.'))
  for (const texts of [zh, en]) expect(seen(texts).filter(([, text]) => banned.test(text.replace(/\{[^}]*\}/g, '')))).toEqual([])
})

test('one word per idea', () => {
  // The word on the left is what another house would say; ours is on the right.
  const strangers: [RegExp, string][] = [
    [/租户/, '商户'],
    [/用户等级|级别/, '等级'],
    [/成长分|经验值/, '成长值'],
    [/客户|顾客/, '会员'],
    [/店铺|分店/, '门店'],
    [/手动/, '手工'],
  ]
  for (const [stranger, ours] of strangers)
    expect(
      [...zh].filter(([, text]) => stranger.test(text)),
      ours,
    ).toEqual([])
})
