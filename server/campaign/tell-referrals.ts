import type { ReferralPays } from '@/server/engine/campaign/campaign'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import type { EventAnswer } from '@/server/program/known-events'

/** A referral that the inviter's log does not hold yet, and how far the invited member has got. */
type Untold = { invitedId: string; invited: string; inviter: string; stage: ReferralPays; at: number }

const BATCH = 500
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Tells the logs of inviters that somebody whom they brought in has registered, or paid a first order: once each,
 * however often it is tried. Where the merchant's own systems have told it before, it is told. Says how many were told.
 */
export async function tellReferrals(scope: TenantScope): Promise<number> {
  let told = 0
  for (let after = FIRST_ID; ; ) {
    const untold = await readUntold(scope, after)
    const last = untold.at(-1)
    if (!last) return told
    const answers = await applyEvents(scope, untold.map(eventOf))
    const done = untold.filter((_, i) => isTold(answers[i] as EventAnswer))
    await markTold(scope, done)
    const refused = answers.find((answer) => !isTold(answer))
    if (refused) throw new Error(`a referral was not told: ${refused.code}`)
    told += done.length
    after = last.invitedId
  }
}

/** Those who were brought in, by id, with all that is untold of each. */
const readUntold = (scope: TenantScope, after: string): Promise<Untold[]> =>
  inTenant(scope, 'event:write', async (tx) => {
    const { tenantId } = scope
    return [
      ...(await tx.sql<Untold[]>`
        with untold as (
          select invited_id, inviter_id, registered_at, ordered_at, registered_told, ordered_told from referrals
          where tenant_id = ${tenantId} and invited_id > ${after}::uuid
            and (registered_told is null or (ordered_at is not null and ordered_told is null))
          order by invited_id limit ${BATCH})
        select u.invited_id as "invitedId", m.code as invited, i.code as inviter, s.stage, s.at
        from untold u
        join members m on m.tenant_id = ${tenantId} and m.id = u.invited_id
        join members i on i.tenant_id = ${tenantId} and i.id = u.inviter_id
        cross join lateral (
          select 'registered' as stage, u.registered_at as at where u.registered_told is null
          union all select 'ordered', u.ordered_at where u.ordered_at is not null and u.ordered_told is null) s
        order by u.invited_id, s.at, s.stage desc`),
    ]
  })

const eventOf = ({ invitedId, invited, inviter, stage, at }: Untold) => ({
  source: 'rungs',
  event_id: stage === 'ordered' ? `referral:${invitedId}:ordered` : `referral:${invitedId}`,
  member: inviter,
  occurred_at: new Date(at).toISOString(),
  body: { type: 'member.referred', invited, ...(stage === 'ordered' ? { stage } : {}) },
})

/** Whether the log holds it, in whatever words it was told; or there is nobody left to tell. */
const isTold = ({ status, code }: EventAnswer): boolean => status !== 'refused' || code === 'event.member_closed'

const markTold = (scope: TenantScope, done: readonly Untold[]): Promise<void> =>
  inTenant(scope, 'event:write', async (tx) => {
    const of = (stage: ReferralPays) => done.filter((one) => one.stage === stage).map((one) => one.invitedId)
    await tx.sql`
      update referrals set
        registered_told = case when invited_id = any (${of('registered')}::uuid[]) then coalesce(registered_told, transaction_timestamp()) else registered_told end,
        ordered_told = case when invited_id = any (${of('ordered')}::uuid[]) then coalesce(ordered_told, transaction_timestamp()) else ordered_told end
      where tenant_id = ${scope.tenantId} and invited_id = any (${done.map((one) => one.invitedId)}::uuid[])`
  })
