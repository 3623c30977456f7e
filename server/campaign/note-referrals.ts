import type { FactBody, LogEntry } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'
import type { LockedMember } from '@/server/program/member-rows'

/** The codes of members who brought in those whom events enter, so that they are locked with the others. */
export const invitersIn = (bodies: readonly FactBody[]): string[] =>
  bodies.flatMap((body) => (body.type === 'member.registered' && body.invited_by !== undefined ? [body.invited_by] : []))

/**
 * Writes down who was brought in by whom, and when they first ordered, as far as new entries of the log say so; and asks
 * for a job that tells the inviters. The entries are recorded, and all members that they name are under lock.
 */
export async function noteReferrals(
  tx: TenantTx,
  entries: readonly { member: LockedMember; entry: LogEntry }[],
  members: ReadonlyMap<string, LockedMember>,
): Promise<void> {
  const { tenantId } = tx.scope
  const joined = entries.flatMap(({ member, entry: { at, body } }) => {
    const inviter = body.type === 'member.registered' && body.invited_by !== undefined ? members.get(body.invited_by) : undefined
    return inviter === undefined ? [] : [{ invited: member.id, inviter: inviter.id, at }]
  })
  const invited = new Set(joined.map((one) => one.invited))
  // Of all others who buy, the state says that nobody had brought them in.
  for (const { member, entry } of entries)
    if (entry.body.type === 'order.paid' && member.state?.history.invited === true) invited.add(member.id)
  if (invited.size === 0) return
  const noted = await tx.sql`
    insert into referrals (tenant_id, invited_id, inviter_id, registered_at)
    select ${tenantId}::uuid, r.invited, r.inviter, r.at
    from unnest(${joined.map((one) => one.invited)}::uuid[], ${joined.map((one) => one.inviter)}::uuid[], ${joined.map((one) => one.at)}::int8[])
      as r (invited, inviter, at)
    on conflict (tenant_id, invited_id) do nothing returning invited_id`
  // Read from the log: the registration may arrive behind the order, and the first order behind a later one.
  const ordered = await tx.sql`
    update referrals r set ordered_at = o.at
    from (
      select e.member_id, min(extract(epoch from e.occurred_at) * 1000)::int8 as at
      from events e join referrals f on f.tenant_id = ${tenantId} and f.invited_id = e.member_id
      where e.tenant_id = ${tenantId} and e.member_id = any (${[...invited]}::uuid[]) and e.type = 'order.paid'
        and e.occurred_at >= to_timestamp(f.registered_at / 1000.0)
      group by e.member_id) o
    where r.tenant_id = ${tenantId} and r.invited_id = o.member_id and r.ordered_at is null returning r.invited_id`
  if (noted.length + ordered.length === 0) return
  await tx.sql`select app_add_job('referrals', ${JSON.stringify({ tenantId })}::text::json, ${`referrals:${tenantId}`}::text, null)`
}
