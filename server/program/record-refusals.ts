import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { log, traceOf } from '@/server/platform/log'
import type { Permission, TenantScope } from '@/server/platform/scope'
import { IncomingEvent } from './incoming-event'
import type { EventAnswer } from './known-events'

/** Something that was sent or asked for and not accepted. Must hold no name, phone or other personal value of a member. */
export type Refused = {
  /** The member by id, or by code as the sender gave it. */
  memberId: string | null
  memberCode: string | null
  source: string
  /** The sender's name for it: the same thing refused again for the same reason is kept once. */
  eventKey: string
  type: string
  occurredAt: string
  storeId: string | null
  storeCode: string | null
  code: string
  field: string | null
  details: Record<string, string | number>
}

/**
 * Keeps what was refused, with the version in force, so that it can be explained later. Takes a transaction of its own,
 * for the one in which it was refused is gone; a failure to keep it never fails the answer.
 */
export async function recordRefusals(scope: TenantScope, permission: Permission, refused: readonly Refused[]): Promise<void> {
  if (refused.length === 0) return
  try {
    await inTenant(scope, permission, (tx) => insertRefusals(tx, refused))
  } catch (error) {
    log.error({ requestId: scope.requestId, error: traceOf(error) }, 'a refusal could not be kept')
  }
}

/** The same inside a transaction that stands. */
export async function insertRefusals(tx: TenantTx, refused: readonly Refused[]): Promise<void> {
  const { tenantId } = tx.scope
  await tx.sql`
    insert into refusals (tenant_id, id, member_id, source, event_key, type, occurred_at, store_id, code, field, details, version_id)
    select ${tenantId}::uuid, r.id, m.id, r.source, r.event_key, r.type, r.occurred_at, s.id, r.code, r.field, r.details::jsonb, v.id
    from unnest(
      ${refused.map(() => newId())}::uuid[], ${refused.map((r) => r.memberId)}::uuid[], ${refused.map((r) => r.memberCode)}::text[],
      ${refused.map((r) => r.source)}::text[], ${refused.map((r) => r.eventKey)}::text[], ${refused.map((r) => r.type)}::text[],
      ${refused.map((r) => r.occurredAt)}::timestamptz[], ${refused.map((r) => r.storeId)}::uuid[], ${refused.map((r) => r.storeCode)}::text[],
      ${refused.map((r) => r.code)}::text[], ${refused.map((r) => r.field)}::text[], ${refused.map((r) => JSON.stringify(r.details))}::text[]
    ) as r (id, member_id, member_code, source, event_key, type, occurred_at, store_id, store_code, code, field, details)
    left join members m on m.tenant_id = ${tenantId} and (m.id = r.member_id or m.code = r.member_code)
    left join stores s on s.tenant_id = ${tenantId} and (s.id = r.store_id or s.code = r.store_code)
    left join lateral (
      select v.id from program_versions v
      where v.tenant_id = ${tenantId} and v.effective_from <= r.occurred_at
      order by v.number desc limit 1) v on true
    on conflict do nothing`
}

/** The refused ones among the answers to a batch of events. What is no event at all is the sender's own affair. */
export function refusedEvents(items: readonly unknown[], answers: readonly EventAnswer[]): Refused[] {
  return answers.flatMap((answer, place) => {
    if (answer.status !== 'refused' && answer.status !== 'conflict') return []
    const parsed = IncomingEvent.safeParse(items[place])
    if (!parsed.success) return []
    const { source, event_id, member, occurred_at, store, body } = parsed.data
    return [
      {
        memberId: null,
        memberCode: member,
        source,
        eventKey: event_id,
        type: body.type,
        occurredAt: occurred_at,
        storeId: null,
        storeCode: store ?? null,
        code: answer.code ?? 'event.malformed',
        field: answer.field ?? null,
        details: answer.details ?? {},
      },
    ]
  })
}
