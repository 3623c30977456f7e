import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { events } from '@/db/schema'
import type { MemberAboutChange } from '@/server/engine/member/profile'
import type { FactBody } from '@/server/engine/vocabulary'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { applyEventsWithin } from '../program/apply-events'
import { IncomingEvent } from '../program/incoming-event'
import { lockMembersById } from '../program/member-rows'

const SOURCE = 'console'
export type Description = MemberAboutChange & { memberId: string; requestKey: string }

/**
 * Changes birthday, tags and own fields of a member: facts of the log like any other, so that rules see them from now
 * on and a fold of the past does not. Sent twice under one key it is one change. Refuses as an event would be.
 */
export async function describeMember(scope: TenantScope, description: Description): Promise<void> {
  return untilDone(() => inTenant(scope, 'member:write', (tx) => change(tx, description)))
}

async function change(tx: TenantTx, { memberId, requestKey, birthday, fields, add, remove }: Description): Promise<void> {
  // Under the lock, so that a repeated click sees what the first one did.
  const [member] = await lockMembersById(tx, [memberId])
  if (!member) throw new Refusal('not_found', 'member.not_found')
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
  const profile = birthday !== undefined || Object.keys(fields).length > 0
  const said = { source: SOURCE, member: member.code, occurred_at: now().toISOString() }
  const facts: (IncomingEvent & { changed: string[] })[] = [
    ...(profile
      ? [
          {
            ...said,
            event_id: `${requestKey}:profile`,
            body: { type: 'member.profile_changed' as const, ...(birthday === undefined ? {} : { birthday }), fields },
            changed: [...(birthday === undefined ? [] : ['birthday']), ...Object.keys(fields)],
          },
        ]
      : []),
    ...(add.length + remove.length > 0
      ? [{ ...said, event_id: `${requestKey}:tags`, body: { type: 'member.tagged' as const, add, remove }, changed: ['tags'] }]
      : []),
  ]
  // What was taken in under this key before has another time and is not told again; something else under it is refused.
  const fresh = await withoutTaken(tx, memberId, facts)
  const answers = await applyEventsWithin(
    tx,
    fresh.map(({ changed: _changed, ...event }) => event),
  )
  const bad = answers.find((answer) => answer.status !== 'applied')
  if (bad) throw new Refusal('invalid', bad.code ?? 'event.malformed', { field: fieldOf(bad.field) })
  for (const { event_id, body, changed } of fresh) {
    // Which parts, not what they say: the audit log holds no personal value.
    const after = { event: await idOf(tx, event_id), changed }
    await audit(tx, { action: (body satisfies FactBody).type, subject: 'member', subjectId: memberId, after })
  }
}

/** The control of the form that a part of the event came from. */
const fieldOf = (field: string | undefined): string => (field ?? '').replace(/^body\./u, '').replace(/^(?:add|remove)$/u, 'tags')

async function withoutTaken<E extends IncomingEvent>(tx: TenantTx, memberId: string, facts: readonly E[]): Promise<E[]> {
  const fresh: E[] = []
  for (const fact of facts) {
    const [taken] = await tx.orm
      .select({ memberId: events.memberId, body: events.body })
      .from(events)
      .where(and(eq(events.tenantId, tx.scope.tenantId), eq(events.source, SOURCE), eq(events.eventKey, fact.event_id)))
    if (!taken) fresh.push(fact)
    // Read as it was: of a birthday only month and date are kept.
    else if (taken.memberId !== memberId || !isDeepStrictEqual(taken.body, IncomingEvent.parse(withoutChanged(fact)).body))
      throw new Refusal('conflict', 'points.request_repeated')
  }
  return fresh
}

const withoutChanged = ({ changed: _changed, ...event }: IncomingEvent & { changed?: string[] }): IncomingEvent => event

async function idOf(tx: TenantTx, key: string): Promise<string | null> {
  const [row] = await tx.orm
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.tenantId, tx.scope.tenantId), eq(events.source, SOURCE), eq(events.eventKey, key)))
  return row?.id ?? null
}
