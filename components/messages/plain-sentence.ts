import { messagesOf } from './load'
import { type Locale, tagOf } from './locale'

type Values = Record<string, string | number>

/** The sentence of a refusal's code outside a page (files, the open interface, the command line); the code when it has none. */
export const plainSentence = (locale: Locale, code: string, details: Values = {}): string => plainSpeaker(locale, 'refusals')(code, details)

/** Says the words of a page where there is no page; of a key without words, the key. */
export function plainSpeaker(locale: Locale, word: 'refusals' | 'program') {
  const find = (key: string): unknown => {
    let at: unknown = messagesOf(locale)[word]
    for (const step of key.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined
    return at
  }
  const say = (key: string, values: Values = {}): string => {
    const found = find(key)
    return typeof found === 'string' ? filled(found, values, tagOf[locale]) : key
  }
  return Object.assign(say, { has: (key: string) => typeof find(key) === 'string' })
}

// A name, a figure, or a choice or plural whose forms hold names at most: all that those sentences use.
const SLOT = /\{(\w+)(?:,\s*(?:number|(?:plural|select)\s*,((?:\s*(?:=\d+|\w+)\s*\{(?:[^{}]|\{[^{}]*\})*\})+)\s*))?\}/gu
const FORM = /(=\d+|\w+)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/gu

/** Fills the slots of a sentence. The pages have a library for it that needs React; these places have none. */
function filled(sentence: string, values: Values, tag: string): string {
  return sentence.replace(SLOT, (_, name: string, forms: string | undefined) => {
    const value = values[name] ?? ''
    if (forms === undefined) return typeof value === 'number' ? value.toLocaleString(tag) : value
    const written = new Map([...forms.matchAll(FORM)].map(([, form = '', text = '']) => [form, text]))
    const form =
      written.get(`=${value}`) ??
      written.get(String(value)) ??
      written.get(new Intl.PluralRules(tag).select(Number(value))) ??
      written.get('other') ??
      ''
    return filled(typeof value === 'number' ? form.replaceAll('#', value.toLocaleString(tag)) : form, values, tag)
  })
}
