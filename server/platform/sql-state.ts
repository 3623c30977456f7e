/** The SQLSTATE of a failed statement, also when the query builder has wrapped it; the only thing that code may branch on. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let found = error, depth = 0; found instanceof Error && depth < 5; found = found.cause, depth++) {
    if ('code' in found && typeof found.code === 'string' && /^[0-9A-Z]{5}$/.test(found.code)) return found.code
  }
  return undefined
}

export const UNIQUE_VIOLATION = '23505'
