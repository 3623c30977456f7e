import { Refusal, type RefusalKind } from '@/server/platform/refusal'
import type { Problem } from './shapes'

/** Turns a code into a sentence in English; the words live with the console's own. */
export type Sentence = (code: string, details: Record<string, string | number>) => string

const statusOfKind: Record<RefusalKind, number> = {
  invalid: 422,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
}
/** Refusals about the transport, which HTTP has a number of its own for. */
const statusOfCode: Record<string, number> = { 'request.not_json': 400, 'request.not_json_type': 415, 'request.too_large': 413 }
const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Not acceptable as it stands',
  429: 'Too many requests',
  500: 'Internal error',
}

export const statusOf = (refusal: Refusal): number => statusOfCode[refusal.code] ?? statusOfKind[refusal.kind]

/** The problem document of a failed call. Tells nothing of a fault that is ours but the id under which we find it. */
export function problemOf(error: unknown, requestId: string, sentence: Sentence): Problem {
  const refusal = error instanceof Refusal ? error : null
  const status = refusal ? statusOf(refusal) : 500
  const code = refusal?.code ?? 'request.failed'
  return {
    type: `urn:rungs:problem:${code}`,
    title: titles[status] ?? 'Error',
    status,
    detail: sentence(code, refusal?.details ?? {}),
    code,
    ...(refusal?.field === undefined ? {} : { field: refusal.field }),
    ...(refusal && Object.keys(refusal.details).length > 0 ? { details: refusal.details } : {}),
    request_id: requestId,
  }
}
