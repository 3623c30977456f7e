import pino from 'pino'

/** Lines of JSON to stdout. Holds ids and codes only: no name, phone, e-mail, token or query parameter. */
export const log = pino({ level: process.env.RUNGS_LOG_LEVEL ?? 'info', base: null })

/**
 * What may be logged of an error: its kind, its SQLSTATE and where it was thrown. Messages are left out, because those
 * of the database and of the query builder quote the values they were given.
 */
export function traceOf(error: unknown): { name: string; state?: string; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const root = deepest(error)
  const state = 'code' in root && typeof root.code === 'string' ? root.code : undefined
  const at = (root.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: root.name, state, at: at.slice(0, 8).map((line) => line.trim()) }
}

function deepest(error: Error): Error {
  let found = error
  for (let depth = 0; depth < 5 && found.cause instanceof Error; depth++) found = found.cause
  return found
}
