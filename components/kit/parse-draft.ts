import type * as z from 'zod'

type Path = readonly PropertyKey[]

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype

/** A cleared text field is one not filled in. */
function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks)
  if (!isPlain(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined && !(typeof v === 'string' && v.trim() === ''))
      .map(([k, v]) => [k, withoutBlanks(v)]),
  )
}

export function valueAt(values: unknown, path: Path): unknown {
  let at: unknown = values
  for (const step of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[step]
  return at
}

function dropAt(values: unknown, path: Path) {
  const owner = valueAt(values, path.slice(0, -1))
  const last = path.at(-1)
  if (isPlain(owner) && typeof last === 'string') delete owner[last]
}

/** What a form holds, read as the draft that the schema describes: empty controls count as left out. */
export function parseDraft<S extends z.ZodType>(schema: S, values: unknown): z.ZodSafeParseResult<z.output<S>> {
  const clean = withoutBlanks(values)
  const first = schema.safeParse(clean)
  if (first.success) return first
  // A cleared number is null; where the schema does not want null, it was left out as well.
  const cleared = first.error.issues.filter((i) => i.path.length > 0 && valueAt(clean, i.path) === null)
  if (cleared.length === 0) return first
  for (const issue of cleared) dropAt(clean, issue.path)
  return schema.safeParse(clean)
}
