import type { Answer } from '@/server/engine/trace'
import type { TenantTx } from '@/server/platform/database'
import type { IncomingEvent } from './incoming-event'

/** What became of one event. `result` is what it came to when it was first applied. */
export type EventAnswer = {
  event_id: string
  status: 'applied' | 'duplicate' | 'replayed' | 'refused' | 'conflict'
  code?: string
  field?: string
  /** What the sentence of the code tells beside. */
  details?: Record<string, number>
  result?: Answer
}

/** What is already in the log under the keys of a batch, and what the batch itself has said so far. */
class Known {
  private readonly byKey = new Map<string, { hash: string; answer: Answer | null; index: number }>()
  private readonly byBusiness = new Map<string, { hash: string; answer: Answer | null; index: number }>()
  private readonly repeats: { at: EventAnswer; of: number }[] = []

  add(source: string, key: string, business: string | null, hash: string, answer: Answer | null, index = -1): void {
    const held = { hash, answer, index }
    this.byKey.set(`${source}\n${key}`, held)
    if (business !== null) this.byBusiness.set(business, held)
  }

  remember(event: IncomingEvent, business: string | null, hash: Buffer, index: number): void {
    this.add(event.source, event.event_id, business, hash.toString('hex'), null, index)
  }

  /** The answer to an event whose key or order is known, or null when it is new. */
  answer(event: IncomingEvent, business: string | null, hash: Buffer): EventAnswer | null {
    const sameKey = this.byKey.get(`${event.source}\n${event.event_id}`)
    const held = sameKey ?? (business === null ? undefined : this.byBusiness.get(business))
    if (!held) return null
    if (held.hash !== hash.toString('hex')) {
      return {
        event_id: event.event_id,
        status: 'conflict',
        code: sameKey ? 'event.key_taken' : 'event.order_differs',
        field: sameKey ? 'event_id' : 'body',
      }
    }
    const answer: EventAnswer = {
      event_id: event.event_id,
      status: sameKey ? 'replayed' : 'duplicate',
      ...(held.answer ? { result: held.answer } : {}),
    }
    if (held.index >= 0) this.repeats.push({ at: answer, of: held.index })
    return answer
  }

  /** Gives a repeat within one batch the result of the item it repeats. */
  answerRepeats(answers: readonly EventAnswer[]): void {
    for (const { at, of } of this.repeats) if (answers[of]?.result) at.result = answers[of].result
  }
}

type KnownRow = { source: string; event_key: string; business_key: string | null; hash: string; answer: Answer }

/** Looks up what the log holds under the keys and business keys of a batch. */
export async function readKnown(tx: TenantTx, events: readonly IncomingEvent[], businessKeys: readonly (string | null)[]): Promise<Known> {
  // The lateral look-ups keep to the two unique indexes, whatever the statistics of a young table say.
  const [byKey, byBusiness] = await Promise.all([
    tx.sql<KnownRow[]>`
      select e.* from unnest(${events.map((e) => e.source)}::text[], ${events.map((e) => e.event_id)}::text[]) as k (source, event_key)
      cross join lateral (
        select source, event_key, business_key, encode(body_hash, 'hex') as hash, outcome->'answer' as answer from events
        where tenant_id = ${tx.scope.tenantId} and source = k.source and event_key = k.event_key limit 1) e`,
    tx.sql<KnownRow[]>`
      select e.* from unnest(${businessKeys.filter((key) => key !== null)}::text[]) as k (business_key)
      cross join lateral (
        select source, event_key, business_key, encode(body_hash, 'hex') as hash, outcome->'answer' as answer from events
        where tenant_id = ${tx.scope.tenantId} and business_key = k.business_key limit 1) e`,
  ])
  const known = new Known()
  for (const row of [...byKey, ...byBusiness]) known.add(row.source, row.event_key, row.business_key, row.hash, row.answer)
  return known
}
