import { and, eq, isNull } from 'drizzle-orm'
import { stores } from '@/db/schema'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { Program } from '@/server/engine/program/compile'
import type { MemberState } from '@/server/engine/state'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { memberAt } from '../checkout/read-buyer'
import { type LockedMember, lockMembersById } from '../program/member-rows'
import { readTenantClock, readTimeline } from '../program/read-timeline'

/** How long somebody who was looked up stays open at the counter for who looked. */
const OPEN_MINUTES = 30

/**
 * A transaction at the counter: sees every member and store of the merchant, whoever asks. What it answers is narrowed
 * by `mayTouch`, and by what the counter has to know.
 */
export const atCounter = <T>(scope: TenantScope, work: (tx: TenantTx) => Promise<T>): Promise<T> =>
  inTenant(scope, 'counter:use', async (tx) => {
    await tx.sql`select app_set_scope(${scope.tenantId}::uuid, null)`
    return work(tx)
  })

/** The store that somebody stands in: an open one, and for a store manager one of the own. */
export async function storeAt(tx: TenantTx, storeId: string): Promise<{ id: string; name: string }> {
  const own = storesOf(tx.scope.actor)
  const [store] = await tx.orm
    .select({ id: stores.id, name: stores.name })
    .from(stores)
    .where(and(eq(stores.tenantId, tx.scope.tenantId), eq(stores.id, storeId), eq(stores.kind, 'store'), isNull(stores.closedAt)))
  if (!store || (own !== null && !own.includes(store.id))) throw new Refusal('not_found', 'store.not_found')
  return store
}

/** Who acts, as the audit log names them. */
export const actorIdOf = ({ actor }: TenantScope): string =>
  actor.kind === 'operator' ? actor.userId : actor.kind === 'key' ? actor.keyId : actor.name

/** Whether a member is one whom the person may see anywhere in the console. */
export function isOwn({ actor }: TenantScope, member: Pick<LockedMember, 'store_ids'>): boolean {
  const own = storesOf(actor)
  return own === null || member.store_ids.some((store) => own.includes(store))
}

/**
 * Refuses a member who is no business of the person's: a store manager's are those of the own stores, and whom they
 * looked up by full phone, code or number within the last half hour.
 */
async function mayTouch(tx: TenantTx, member: Pick<LockedMember, 'id' | 'store_ids'>): Promise<boolean> {
  if (isOwn(tx.scope, member)) return true
  const [opened] = await tx.sql`
    select 1 from audit_log
    where tenant_id = ${tx.scope.tenantId} and at > ${now().toISOString()}::timestamptz - make_interval(mins => ${OPEN_MINUTES})
      and action = 'counter.looked_up' and subject_id = ${member.id} and actor_id = ${actorIdOf(tx.scope)} limit 1`
  return opened !== undefined
}

/** The member who is served, under lock. */
export async function lockServed(tx: TenantTx, memberId: string): Promise<LockedMember> {
  const [member] = await lockMembersById(tx, [memberId])
  return served(tx, member)
}

/** The member who is served, to be looked at. */
export async function readServed(tx: TenantTx, memberId: string): Promise<LockedMember> {
  const [member] = await tx.sql<LockedMember[]>`
    select id, code, status, store_ids, joined_on::text, state from members where tenant_id = ${tx.scope.tenantId} and id = ${memberId}`
  return served(tx, member)
}

async function served(tx: TenantTx, member: LockedMember | undefined): Promise<LockedMember> {
  if (!member || !(await mayTouch(tx, member))) throw new Refusal('not_found', 'member.not_found')
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
  return member
}

/** A member as of now, by the program in force. Without one there is nothing but the member. */
export type Standing = { program: Program; state: MemberState; at: number; day: Day; today: string }

/** How a member stands now. Refuses before the first program was published. */
export async function standingNow(tx: TenantTx, member: LockedMember): Promise<Standing> {
  const clock = await readTenantClock(tx)
  const timeline = await readTimeline(tx, clock)
  const at = now().getTime()
  const state = await memberAt(tx, timeline, member, at)
  const day = localDay(clock.timeZone, at)
  return { program: timeline.at(at), state, at, day, today: isoOf(day) }
}

/** What belongs to a member who is no business of the person's is as unknown as what is not there. */
export const hiddenAs =
  (code: 'coupon.not_found' | 'gift.not_found' | 'redemption.not_found' | 'reward.not_found') =>
  (error: unknown): never => {
    throw error instanceof Refusal && error.code === 'member.not_found' ? new Refusal('not_found', code) : error
  }
