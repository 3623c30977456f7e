import { TRPCError } from '@trpc/server'
import * as z from 'zod'
import { Refusal, type RefusalKind } from '@/server/platform/refusal'

const codeOf: Record<RefusalKind, TRPCError['code']> = {
  invalid: 'BAD_REQUEST',
  not_signed_in: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_many: 'TOO_MANY_REQUESTS',
}

/** A business "no" as tRPC says it. */
export const asTrpcError = (refusal: Refusal): TRPCError =>
  new TRPCError({ code: codeOf[refusal.kind], message: refusal.code, cause: refusal })

/** What a page gets to know of an error: codes and paths, which it has sentences for; never a library's message. */
export type ErrorFacts = {
  /** A business "no"; `code` names its sentence. */
  refusal?: { code: string; field?: string; details: Record<string, string | number> }
  /** Input that has not the right shape: path → what is wrong with it. */
  fields?: Record<string, string>
  /** Present when the fault is ours: the number by which the log line is found. */
  requestId?: string
}

/** Reads an error into the facts a page may know. */
export function factsOf(error: TRPCError, requestId: string | undefined): ErrorFacts {
  const { cause } = error
  if (cause instanceof Refusal) {
    return { refusal: { code: cause.code, field: cause.field, details: cause.details } }
  }
  if (error.code === 'BAD_REQUEST' && cause instanceof z.core.$ZodError) return { fields: fieldsOf(cause.issues) }
  return isFault(error) ? { requestId } : {}
}

/** Whether the fault is ours, rather than a "no" or a malformed request. */
export const isFault = (error: TRPCError): boolean => error.code === 'INTERNAL_SERVER_ERROR'

function fieldsOf(issues: readonly z.core.$ZodIssue[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of issues) fields[issue.path.join('.')] ??= issueCode(issue)
  return fields
}

/** A rule of our own gives its code as the message (`tier.unordered`); the library's own rules have codes already. */
const issueCode = (issue: z.core.$ZodIssue): string =>
  issue.code === 'custom' && /^[a-z_]+\.[a-z_]+$/.test(issue.message) ? issue.message : issue.code
