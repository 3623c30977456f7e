import { messagesOf } from './load'
import type { Locale } from './locale'

/** The sentence of a refusal's code outside a page (files, the open interface), in the language asked for. */
export function plainSentence(locale: Locale, code: string, details: Record<string, string | number> = {}): string {
  let at: unknown = messagesOf(locale).refusals
  for (const step of code.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined
  if (typeof at !== 'string') return code
  return at.replace(/\{(\w+)[^{}]*\}/gu, (_, name: string) => String(details[name] ?? ''))
}
