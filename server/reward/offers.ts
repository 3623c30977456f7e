import { and, asc, eq, sql } from 'drizzle-orm'
import { rewards } from '@/db/schema'
import { memberAt } from '@/server/checkout/read-buyer'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { closedFor, judgeReward, type Redeemer, type WhyNot } from '@/server/engine/reward/judge'
import type { RewardKind, RewardSpec } from '@/server/engine/reward/reward'
import { availablePoints } from '@/server/engine/state'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import type { LockedMember } from '@/server/program/member-rows'
import { readTenantClock, readTimeline } from '@/server/program/read-timeline'

/** A reward as a member meets it: what it costs them, and what stands in the way of one of it. */
export type Offer = {
  id: string
  name: string
  intro: string
  picture: string | null
  gives: RewardKind
  price: number
  listPrice: number
  left: number | null
  from: string | null
  until: string | null
  limits: RewardSpec['limits']
  /** Nothing when they may. */
  why: WhyNot | null
}

/** What is offered: to one member, with the points they can spend, or to everybody. */
export type Offers = { available: number | null; rewards: Offer[] }

/** For whom: a member by id or by code, or nobody in particular. */
export type OfferedTo = { memberId: string } | { code: string } | null

/** What is read of a reward on offer beside its picture, which is most of the row. */
const offered = {
  id: rewards.id,
  name: rewards.name,
  intro: rewards.intro,
  state: rewards.state,
  spec: rewards.spec,
  left: rewards.left,
}

/** The rewards on offer in their order, each judged for the member as of now, with pictures on request. Those that are over are left out. */
export const readOffers = (scope: TenantScope, to: OfferedTo, pictures = false): Promise<Offers> =>
  inTenant(scope, 'reward:read', async (tx) => {
    const { timeZone } = await readTenantClock(tx)
    const at = now().getTime()
    const today = localDay(timeZone, at)
    const redeemer = to === null ? null : await redeemerOf(tx, to, at)
    const rows = await tx.orm
      .select({ ...offered, picture: pictures ? rewards.picture : sql<string | null>`null` })
      .from(rewards)
      .where(and(eq(rewards.tenantId, scope.tenantId), eq(rewards.state, 'active')))
      .orderBy(asc(rewards.position), asc(rewards.id))
    const had = redeemer ? await hadByReward(tx, redeemer.memberId, isoOf(today)) : new Map<string, Redeemer['had']>()
    const offers = rows.flatMap((row): Offer[] => {
      const { spec, left } = row
      if (spec.until !== undefined && dayOf(spec.until) < today) return []
      const verdict = redeemer
        ? judgeReward(row, { ...redeemer.standing, day: today, had: had.get(row.id) ?? { ever: 0, today: 0 } }, 1)
        : { price: spec.points, why: closedFor(row, today, 1) }
      return [
        {
          id: row.id,
          name: row.name,
          intro: row.intro,
          picture: row.picture,
          gives: spec.gives,
          price: verdict.price,
          listPrice: spec.points,
          left,
          from: spec.from ?? null,
          until: spec.until ?? null,
          limits: spec.limits,
          why: verdict.why,
        },
      ]
    })
    return { available: redeemer ? availablePoints(redeemer.standing.state.standing) : null, rewards: offers }
  })

/** The member as of now, with time passed up to today. */
async function redeemerOf(
  tx: TenantTx,
  to: Exclude<OfferedTo, null>,
  at: number,
): Promise<{ memberId: string; standing: Omit<Redeemer, 'had'> }> {
  const { tenantId } = tx.scope
  const [member] = await tx.sql<LockedMember[]>`
    select id, code, status, store_ids, joined_on::text, state from members
    where tenant_id = ${tenantId} and ${'memberId' in to ? tx.sql`id = ${to.memberId}` : tx.sql`code = ${to.code}`}`
  if (!member) throw new Refusal('not_found', 'member.not_found')
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
  const clock = await readTenantClock(tx)
  const timeline = await readTimeline(tx, clock)
  const state = await memberAt(tx, timeline, member, at)
  return { memberId: member.id, standing: { program: timeline.version(state.version ?? timeline.at(at).id), state, day: state.day, at } }
}

async function hadByReward(tx: TenantTx, memberId: string, today: string): Promise<Map<string, Redeemer['had']>> {
  const rows = await tx.sql<{ reward_id: string; ever: number; today: number }[]>`
    select reward_id, sum(quantity)::int as ever, coalesce(sum(quantity) filter (where created_on = ${today}), 0)::int as today
    from redemptions where tenant_id = ${tx.scope.tenantId} and member_id = ${memberId} and state <> 'cancelled' group by reward_id`
  return new Map(rows.map((row) => [row.reward_id, { ever: row.ever, today: row.today }]))
}
