import { messagesOf } from './load'
import { type Locale, tagOf } from './locale'

type Values = Record<string, string | number>

/** The sentence of a refusal's code outside a page (files, the open interface, the command line); the code when it has none. */
export function plainSentence(locale: Locale, code: string, details: Values = {}): string {
  let at: unknown = messagesOf(locale).refusals
  for (const step of code.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined
  return typeof at === 'string' ? filled(at, details, tagOf[locale]) : code
}

// A name, or a plural whose forms hold names at most: all that a refusal's sentence uses.
const SLOT = /\{(\w+)(?:,\s*plural\s*,((?:\s*(?:=\d+|\w+)\s*\{(?:[^{}]|\{[^{}]*\})*\})+)\s*)?\}/gu
const FORM = /(=\d+|\w+)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/gu

/** Fills the slots of a sentence. The pages have a library for it that needs React; these places have none. */
function filled(sentence: string, values: Values, tag: string): string {
  return sentence.replace(SLOT, (_, name: string, forms: string | undefined) => {
    const value = values[name] ?? ''
    if (forms === undefined) return typeof value === 'number' ? value.toLocaleString(tag) : value
    const written = new Map([...forms.matchAll(FORM)].map(([, form = '', text = '']) => [form, text]))
    const form = written.get(`=${value}`) ?? written.get(new Intl.PluralRules(tag).select(Number(value))) ?? written.get('other') ?? ''
    return filled(form.replaceAll('#', Number(value).toLocaleString(tag)), values, tag)
  })
}
