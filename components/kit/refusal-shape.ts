/** What a failed call carries, as the transport writes it. */
export type Failure = {
  httpStatus?: number
  refusal?: { code: string; field?: string; details: Record<string, string | number> }
  /** Path of a field → why it was not accepted. */
  fields?: Record<string, string>
  /** Only when the fault is ours: what support asks for. */
  requestId?: string
}

/** Reads the transport's answer out of a thrown error; an empty one when the server was not reached. */
export function failureOf(error: unknown): Failure {
  if (typeof error !== 'object' || error === null || !('data' in error)) return {}
  const { data } = error
  return typeof data === 'object' && data !== null ? data : {}
}

/** Whether the server answered with a "no" (and not: was out of reach, or broke). */
export const isRefused = (error: unknown): boolean => {
  const { httpStatus } = failureOf(error)
  return httpStatus !== undefined && httpStatus < 500
}
