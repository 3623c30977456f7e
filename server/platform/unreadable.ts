// Neither can be stored as text: a zero character, and half of a character that needs two.
const isUnreadable = (text: string): boolean => text.includes('\0') || /\p{Cs}/u.test(text)

/** The path of the first text that no database can hold, or of what lies deeper than anything that is asked for; or nothing. */
export function unreadableAt(value: unknown, deepest: number, path: readonly string[] = []): string[] | null {
  if (path.length > deepest) return [...path]
  if (typeof value === 'string') return isUnreadable(value) ? [...path] : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    if (isUnreadable(key)) return [...path]
    const found = unreadableAt(inner, deepest, [...path, key.slice(0, 64)])
    if (found !== null) return found
  }
  return null
}

/** What PostgreSQL calls text with a zero character, in a parameter and inside JSON. */
const NO_TEXT = new Set(['22021', '22P05'])

/** Whether the database refused something because of a character that it cannot hold. */
export function isUnreadableError(error: unknown): boolean {
  // The query builder wraps what the database says.
  const said = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return said instanceof Error && 'code' in said && typeof said.code === 'string' && NO_TEXT.has(said.code)
}
