import { now } from '@/server/platform/clock'
import { Refusal } from '@/server/platform/refusal'

const PER_SECOND = 50
const BURST = 100

type Bucket = { tokens: number; at: number }
// One set of buckets a process; kept over a hot reload of the dev server.
const held = globalThis as unknown as { rungsCallBuckets?: Map<string, Bucket> }

/**
 * Takes one call from a key's allowance: 50 a second, 100 at once. Refuses with `access.too_many` and the seconds to
 * wait; otherwise answers the headers that tell the caller what is left.
 */
export function limitCalls(key: string, at = now().getTime()): Record<string, string> {
  held.rungsCallBuckets ??= new Map()
  const buckets = held.rungsCallBuckets
  if (buckets.size > 50_000) buckets.clear()
  const bucket = buckets.get(key) ?? { tokens: BURST, at }
  // A clock that is set back gives nothing and takes nothing.
  bucket.tokens = Math.min(BURST, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * PER_SECOND)
  bucket.at = Math.max(at, bucket.at)
  buckets.set(key, bucket)
  if (bucket.tokens < 1) throw new Refusal('too_many', 'access.too_many', { details: { seconds: 1 } })
  bucket.tokens -= 1
  return {
    'ratelimit-limit': String(PER_SECOND),
    'ratelimit-remaining': String(Math.floor(bucket.tokens)),
    'ratelimit-reset': String(Math.ceil((BURST - bucket.tokens) / PER_SECOND)),
  }
}
