import { authenticateKey } from '@/server/key/authenticate-key'
import { clientAddress } from '@/server/platform/auth/client-address'
import { newId } from '@/server/platform/ids'
import { log, traceOf } from '@/server/platform/log'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { isUnreadableError } from '@/server/platform/unreadable'
import { limitCalls } from './limit-calls'
import { problemOf, type Sentence } from './problem'

export const MOST_BYTES = 5 * 1024 * 1024

type Work = (scope: TenantScope) => Promise<{ status: number; body: string; headers?: Record<string, string> }>

/** Answers one call of the open interface: the key decides who calls, and every "no" is a problem document. */
export async function answerCall(request: Request, sentence: Sentence, work: Work): Promise<Response> {
  const requestId = newId()
  const headers = new Headers({ 'x-request-id': requestId, 'cache-control': 'no-store' })
  try {
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    if (!bearer) throw new Refusal('not_signed_in', 'key.missing')
    const scope = await authenticateKey(bearer, { requestId, ip: clientAddress(request.headers) })
    const left = limitCalls(scope.actor.kind === 'key' ? scope.actor.keyId : scope.tenantId)
    for (const [name, value] of Object.entries(left)) headers.set(name, value)
    const answer = await work(scope)
    for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value)
    headers.set('content-type', 'application/json')
    return new Response(answer.body, { status: answer.status, headers })
  } catch (thrown) {
    const error = isUnreadableError(thrown) ? new Refusal('invalid', 'request.unreadable') : thrown
    if (!(error instanceof Refusal)) log.error({ requestId, error: traceOf(error) }, 'call failed')
    const problem = problemOf(error, requestId, sentence)
    headers.set('content-type', 'application/problem+json')
    if (problem.status === 401) headers.set('www-authenticate', 'Bearer')
    if (problem.status === 429 || problem.code === 'request.still_at_work')
      headers.set('retry-after', String(problem.details?.seconds ?? 1))
    return new Response(JSON.stringify(problem), { status: problem.status, headers })
  }
}

/** The body of a call as text, read no further than is allowed. */
export async function bodyOf(request: Request): Promise<string> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) throw new Refusal('invalid', 'request.not_json_type')
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > MOST_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('invalid', 'request.not_json')
  }
}

const tooLarge = () => new Refusal('invalid', 'request.too_large', { details: { megabytes: MOST_BYTES / 1024 / 1024 } })

const KEY = /^[\x21-\x7e]{1,200}$/
/** The Idempotency-Key of a call, or nothing. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get('idempotency-key')
  if (key === null) return null
  if (!KEY.test(key)) throw new Refusal('invalid', 'request.key_wrong', { field: 'Idempotency-Key' })
  return key
}
