'use client'

import { useTranslations } from 'next-intl'
import type * as z from 'zod'
import { failureOf } from './refusal-shape'

type Values = Record<string, string | number>
// Codes arrive at run time; whether a code has its sentence is a test's business, not the compiler's.
type Speaker = { (key: string, values?: Values): string; has(key: string): boolean }

type Issue = Pick<z.core.$ZodIssue, 'code' | 'path' | 'message'> & {
  origin?: string
  minimum?: number | bigint
  maximum?: number | bigint
  format?: string
  expected?: string
}

const code = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/

function genericKey(issue: Issue, value: unknown): string {
  if (value === undefined || value === null || value === '') return 'required'
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return Number(issue.minimum) <= 1 ? 'required' : 'textShort'
      return issue.origin === 'array' || issue.origin === 'set' ? 'listShort' : 'numberSmall'
    case 'too_big':
      if (issue.origin === 'string') return 'textLong'
      return issue.origin === 'array' || issue.origin === 'set' ? 'listLong' : 'numberBig'
    case 'invalid_type':
      return issue.expected === 'int' ? 'whole' : 'wrong'
    case 'invalid_format':
      return issue.format === 'email' ? 'email' : 'format'
    case 'invalid_value':
      return 'choice'
    default:
      return 'wrong'
  }
}

/** Turns codes into sentences in the page's language. No message of zod or of the server reaches the screen as it is. */
export function useSentences(word?: string) {
  const say = useTranslations() as unknown as Speaker

  /** The sentence of a refusal code. */
  const ofCode = (refusal: string, details: Values = {}) => {
    // The sentences of refusals follow the page; whoever is faster than they are gets a general one.
    const key = [`refusals.${refusal}`, 'refusals.unknown'].find((k) => say.has(k))
    return key ? say(key, details) : say('kit.trouble')
  }

  return {
    ofCode,
    /** `<word>.issues.<path>`, a string or one per kind of issue; else the sentence of the rule's own code; else a general one. */
    ofIssue(issue: Issue, value: unknown): string {
      const kind = genericKey(issue, value)
      const values = { minimum: Number(issue.minimum ?? 0), maximum: Number(issue.maximum ?? 0) }
      const path = issue.path.filter((step) => typeof step === 'string').join('.')
      const own = kind !== 'required' && code.test(issue.message)
      // Until the sentences of refusals have come, the page's own for that place is better than a general one.
      if (own && say.has(`refusals.${issue.message}`)) return ofCode(issue.message)
      for (const key of [`${word}.issues.${path}.${kind}`, `${word}.issues.${path}.any`]) if (word && say.has(key)) return say(key, values)
      return own ? ofCode(issue.message) : say(`issues.${kind}`, values)
    },
    /** What the server meant by `fields[path]`: a rule's own code, or a kind of issue without its bounds. */
    ofField: (reason: string) => (code.test(reason) ? ofCode(reason) : say('issues.wrong')),
    /** What happened, of any thrown error: the refusal's sentence, or that we broke, or that the line is down. */
    ofError(error: unknown): string {
      const { refusal, fields, httpStatus } = failureOf(error)
      if (refusal) return ofCode(refusal.code, refusal.details)
      if (fields) return ofCode('fields')
      return ofCode(httpStatus === undefined ? 'offline' : 'broken')
    },
  }
}
