/** Something a row was already there for: another writer came first, and the whole is to be tried again. */
export class Overtaken extends Error {}

const TRIES = 4

/** What the database says of two that wait for each other, and of one that another was ahead of: either was undone whole. */
const UNDONE = new Set(['40P01', '40001'])

/** Does a transaction again, from its beginning, where another writer was in its way. At the last try it lets that be known. */
export async function untilDone<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left <= 1 || !isPassing(error)) throw error
    }
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof Overtaken || UNDONE.has((causeOf(error) as { code?: string } | null)?.code ?? '')

/** The query builder wraps what the database said. */
const causeOf = (error: unknown): unknown => (error instanceof Error && error.cause !== undefined ? error.cause : error)
