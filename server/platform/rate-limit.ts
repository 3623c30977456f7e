import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { appPool } from './database'
import { Refusal } from './refusal'

/** So many tries in so many seconds; then a pause that doubles each time it is earned again within a day. */
export type Limit = { name: string; tries: number; seconds: number; longestPause: number }

/** Wrong passwords for one account from one address. Another address is not held up, so nobody can lock a person out. */
export const signInLimit: Limit = { name: 'sign-in', tries: 10, seconds: 900, longestPause: 6 * 3600 }

/** New merchants from one address. */
export const signUpLimit: Limit = { name: 'sign-up', tries: 200, seconds: 3600, longestPause: 3600 }

/** Answers to invitations from one address. */
export const invitationLimit: Limit = { name: 'invitation', tries: 30, seconds: 900, longestPause: 3600 }

/** The library asks for a pg client; ours speaks the same two fields. */
const client = {
  query: async ({ text, values }: { text: string; values: (string | number | null)[] }) => {
    const rows = await appPool().unsafe(text, values)
    return { rows: [...rows], rowCount: rows.count }
  },
}

const counter = (keyPrefix: string, points: number, duration: number) =>
  new RateLimiterPostgres({
    storeClient: client,
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
  })

/** What is limited, without saying whom it is about. */
const keyOf = (parts: readonly string[]) => createHash('sha256').update(parts.join('\n')).digest('base64url')

/**
 * Counts one try and refuses with `access.too_many` ({seconds}) when there were too many. Counted before the work, so that
 * twins at the same moment cannot get more tries than one after the other.
 */
export async function countTry(limit: Limit, ...parts: string[]): Promise<void> {
  const key = keyOf(parts)
  const tries = counter(limit.name, limit.tries, limit.seconds)
  const taken = await tries.consume(key).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused
    throw refused
  })
  if (taken.consumedPoints <= limit.tries) return
  let pause = Math.ceil(taken.msBeforeNext / 1000)
  // The first refusal of a round sets the pause; a further one only hears how much of it is left.
  if (taken.consumedPoints === limit.tries + 1) {
    const rounds = await counter(`${limit.name}:rounds`, Number.MAX_SAFE_INTEGER, 86_400).penalty(key)
    pause = Math.min(limit.seconds * 2 ** (rounds.consumedPoints - 1), limit.longestPause)
    await tries.block(key, pause)
  }
  throw new Refusal('too_many', 'access.too_many', { details: { seconds: Math.max(1, pause) } })
}

/** Forgets the tries, after a right one. */
export async function forgetTries(limit: Limit, ...parts: string[]): Promise<void> {
  await counter(limit.name, limit.tries, limit.seconds).delete(keyOf(parts))
}

/** Throws away what has long expired; run by the worker. */
export async function sweepRateLimits(): Promise<void> {
  await appPool()`delete from rate_limits where expire < ${Date.now() - 3_600_000}`
}
