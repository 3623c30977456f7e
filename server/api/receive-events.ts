import type * as z from 'zod'
import type { Answer } from '@/server/engine/trace'
import type { FactBody } from '@/server/engine/vocabulary'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { allows, type TenantScope } from '@/server/platform/scope'
import { unreadableAt } from '@/server/platform/unreadable'
import { applyEvents } from '@/server/program/apply-events'
import { type IncomingEvent, MOST_EVENTS } from '@/server/program/incoming-event'
import { programNames } from '@/server/program/program-names'
import type { Sentence } from './problem'
import { EventItem, type EventResult, type EventsResponse } from './shapes'

/**
 * Applies the events of one call, each on its own: a bad one is answered for itself and the others count. The call
 * fails as a whole only when it is no list of events at all.
 */
export async function receiveEvents(scope: TenantScope, body: unknown, sentence: Sentence): Promise<EventsResponse> {
  if (!allows(scope.actor, 'event:write')) throw new Refusal('forbidden', 'access.forbidden')
  const items = itemsOf(body)
  const results = new Map<number, EventResult>()
  const sound: { index: number; event: IncomingEvent }[] = []
  items.forEach((item, index) => {
    const unreadable = unreadableAt(item, DEEPEST)
    if (unreadable !== null) {
      results.set(index, refusedItem(index, item, 'event.unreadable', unreadable.join('.').slice(0, 128), sentence))
      return
    }
    const parsed = EventItem.safeParse(item)
    if (parsed.success) sound.push({ index, event: incoming(parsed.data) })
    else results.set(index, malformed(index, item, parsed.error, sentence))
  })
  const answers =
    sound.length > 0
      ? await applyEvents(
          scope,
          sound.map(({ event }) => event),
        )
      : []
  const tierOf = answers.some((answer) => answer.result) ? await tiersById(scope) : () => null
  sound.forEach(({ index, event }, i) => {
    const answer = answers[i]
    if (!answer) throw new Error('an event was left without an answer')
    const { status, code, field, details, result } = answer
    results.set(index, {
      index,
      event_id: event.event_id,
      status,
      http_status: httpStatus[status],
      ...(code === undefined ? {} : { code, detail: sentence(code, details ?? {}) }),
      ...(details === undefined ? {} : { details }),
      // Callers know the fields of a body beside the others, as they send them.
      ...(field === undefined ? {} : { field: field.replace(/^body\./u, '') }),
      ...(result === undefined ? {} : { result: resultOf(result, tierOf) }),
    })
  })
  const summary = { applied: 0, duplicate: 0, replayed: 0, refused: 0, conflict: 0 }
  const ordered = items.map((_, index) => results.get(index) as EventResult)
  for (const result of ordered) summary[result.status]++
  return { request_id: scope.requestId, summary, results: ordered }
}

type TierOf = (id: string | null) => { code: string; name: string } | null

const tiersById = (scope: TenantScope): Promise<TierOf> =>
  inTenant(scope, 'event:write', async (tx) => {
    const names = await programNames(tx)
    return (id) => {
      const tier = names.tier(id)
      return tier && { code: tier.code, name: tier.name }
    }
  })

const resultOf = ({ earned, reversed, balance, tier, growth }: Answer, tierOf: TierOf): EventResult['result'] => ({
  points: { earned, reversed, balance },
  tier: tierOf(tier),
  growth,
})

const httpStatus: Record<EventResult['status'], number> = { applied: 200, duplicate: 200, replayed: 200, refused: 422, conflict: 409 }

function itemsOf(body: unknown): unknown[] {
  if (typeof body !== 'object' || body === null || !('events' in body) || !Array.isArray(body.events)) {
    throw new Refusal('invalid', 'request.events_missing', { field: 'events' })
  }
  const stray = Object.keys(body).find((key) => key !== 'events')
  if (stray !== undefined) throw new Refusal('invalid', 'request.unknown_field', { field: stray.slice(0, 64) })
  if (body.events.length === 0) throw new Refusal('invalid', 'request.events_missing', { field: 'events' })
  if (body.events.length > MOST_EVENTS)
    throw new Refusal('invalid', 'request.too_many_events', { field: 'events', details: { most: MOST_EVENTS } })
  return body.events
}

/** The event of the log that an item of a call stands for. */
export function incoming({ event_id, source, member, occurred_at, store, currency, ...body }: EventItem): IncomingEvent {
  return {
    source,
    event_id,
    member,
    occurred_at,
    body: body as FactBody,
    ...(store === undefined ? {} : { store }),
    ...(currency === undefined ? {} : { currency }),
  }
}

function refusedItem(index: number, item: unknown, code: string, field: string, sentence: Sentence): EventResult {
  const named = typeof item === 'object' && item !== null && 'event_id' in item && typeof item.event_id === 'string' ? item.event_id : null
  const event_id = named === null ? null : named.slice(0, 128)
  return {
    index,
    event_id,
    status: 'refused',
    http_status: 422,
    code,
    detail: sentence(code, { field }),
    ...(field === '' ? {} : { field }),
  }
}

function malformed(index: number, item: unknown, error: z.ZodError, sentence: Sentence): EventResult {
  const issue = error.issues[0]
  const path = (issue?.path ?? []).map(String)
  const missing = issue?.code === 'invalid_type' && reach(item, issue.path) === undefined
  const stray = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  // A rule of our own gives its code as the message.
  const own = issue?.code === 'custom' && issue.message.startsWith('event.') ? issue.message : undefined
  const code = own ?? (stray !== undefined ? 'event.unknown_field' : missing ? 'event.field_missing' : 'event.field_wrong')
  return refusedItem(index, item, code, [...path, ...(stray === undefined ? [] : [stray])].join('.').slice(0, 128), sentence)
}

/** Nothing that an event says lies deeper. */
const DEEPEST = 20

const reach = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    value,
  )
