import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, lt, ne, or, sql } from 'drizzle-orm'
import type { Orm } from '@/db/client'
import { memberships, sessions, tenants, users } from '@/db/schema'
import { globalOrm } from '../database'
import { asTenantId, type Role, type TenantId } from '../scope'

/** A session that nobody used for this long is over. */
export const idleHours = 12
/** A session is over after this long, used or not. */
export const absoluteDays = 7

export type SignedIn = {
  /** The hash under which the session is stored; the id itself is only in the cookie. */
  sessionHash: string
  user: { id: string; email: string; name: string; locale: string }
}

export type Membership = {
  tenant: {
    id: TenantId
    slug: string
    name: string
    timeZone: string
    currency: string
    language: string
    pointsName: string
    brandColor: string
    logo: string | null
  }
  role: Role
  storeIds: string[]
}

const hashOf = (sid: string) => createHash('sha256').update(sid).digest('hex')

/** Opens a session with a new id of 256 random bits and returns the id, which only the cookie will hold. */
export async function openSession(orm: Orm, userId: string, agent: string | null): Promise<string> {
  const sid = randomBytes(32).toString('base64url')
  await orm.insert(sessions).values({
    idHash: hashOf(sid),
    userId,
    agent: agent?.slice(0, 200) ?? null,
    expiresAt: sql`now() + make_interval(days => ${absoluteDays})`,
  })
  return sid
}

/** Who holds this session id, read from the database each time, so that an ended session is dead at once. */
export async function readSession(sid: string): Promise<SignedIn | null> {
  const idHash = hashOf(sid)
  const orm = globalOrm()
  const [found] = await orm
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      locale: users.locale,
      stale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '1 minute'`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.idHash, idHash),
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.lastSeenAt, sql`now() - make_interval(hours => ${idleHours})`),
      ),
    )
  if (!found) return null
  const { stale, ...user } = found
  // Once a minute is exact enough for a limit of hours, and spares a write per request.
  if (stale) await orm.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.idHash, idHash))
  return { sessionHash: idHash, user }
}

/** Ends one session. */
export async function closeSession(orm: Orm, sessionHash: string): Promise<void> {
  await orm.delete(sessions).where(eq(sessions.idHash, sessionHash))
}

/** Ends every session of a person, or all but one. Returns how many. */
export async function closeSessionsOf(orm: Orm, userId: string, except?: string): Promise<number> {
  const mine = eq(sessions.userId, userId)
  const ended = await orm
    .delete(sessions)
    .where(except ? and(mine, ne(sessions.idHash, except)) : mine)
    .returning({ idHash: sessions.idHash })
  return ended.length
}

/** Throws away sessions that are over; run by the worker. */
export async function sweepSessions(): Promise<void> {
  const over = or(lt(sessions.expiresAt, sql`now()`), lt(sessions.lastSeenAt, sql`now() - make_interval(hours => ${idleHours})`))
  await globalOrm().delete(sessions).where(over)
}

/** As what a person works for the merchant named by the slug, or null; read on every request. */
export async function readMembership(userId: string, slug: string): Promise<Membership | null> {
  // An address may hold a zero character, which the database would not even look for.
  if (slug.includes('\0')) return null
  const [found] = await globalOrm()
    .select({
      id: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      timeZone: tenants.timeZone,
      currency: tenants.currency,
      language: tenants.language,
      pointsName: tenants.pointsName,
      brandColor: tenants.brandColor,
      logo: tenants.logo,
      role: memberships.role,
      storeIds: memberships.storeIds,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(tenants.slug, slug), eq(memberships.userId, userId)))
  if (!found) return null
  const { role, storeIds, id, ...rest } = found
  return { tenant: { ...rest, id: asTenantId(id) }, role, storeIds }
}
