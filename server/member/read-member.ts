import { and, eq } from 'drizzle-orm'
import { members, programVersions, stores, tenants } from '@/db/schema'
import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { advance } from '@/server/engine/evaluate'
import { timelineOf } from '@/server/engine/program/compile'
import { activePoints, availablePoints, newState, pendingPoints, revive } from '@/server/engine/state'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { allows, type TenantScope } from '@/server/platform/scope'
import { standingVersions } from '@/server/program/standing-versions'
import { aboutOf, type HandLadder, handLaddersOf, type MemberAbout } from './about-member'
import { type LadderProgress, ladderProgress } from './ladder-progress'
import { maskedProfile } from './list-members'

/** Everything the head of a member's page says. Name and phone are masked. */
export type MemberDetail = {
  id: string
  code: string
  name: string | null
  phone: string | null
  country: string | null
  store: { code: string; name: string } | null
  joinedOn: string
  status: 'active' | 'closed'
  asOf: string
  points: { available: number; active: number; owed: number; pending: number }
  growth: number
  netSpend: number
  orderCount: number
  lastOrderOn: string | null
  progress: LadderProgress[]
  /** Earliest to go first: the order in which they are spent. */
  lots: { earnedOn: string; expiresOn: string | null; left: number }[]
  /** Earned and not to be spent yet; without a day it waits for its order to be completed. */
  pending: { earnedOn: string; activatesOn: string | null; left: number }[]
  about: MemberAbout
  ladders: HandLadder[]
  /** `describe`: birthday, tags and own fields, which need a program in force to be part of the log. */
  may: { update: boolean; reveal: boolean; spend: boolean; adjust: boolean; describe: boolean; tier: boolean }
  ownStoresOnly: boolean
}

/** One member as of now, with time passed up to today even where the nightly run had nothing to write down. */
export const readMember = (scope: TenantScope, memberId: string): Promise<MemberDetail> =>
  inTenant(scope, 'member:read', async (tx) => {
    const { tenantId } = scope
    const [tenant] = await tx.orm
      .select({ currency: tenants.currency, timeZone: tenants.timeZone })
      .from(tenants)
      .where(eq(tenants.id, tenantId))
    const [found] = await tx.orm
      .select({ member: members, store: { code: stores.code, name: stores.name } })
      .from(members)
      .leftJoin(stores, and(eq(stores.tenantId, tenantId), eq(stores.tenantId, members.tenantId), eq(stores.id, members.homeStoreId)))
      .where(and(eq(members.tenantId, tenantId), eq(members.id, memberId)))
    if (!tenant || !found) throw new Refusal('not_found', 'member.not_found')
    const { member, store } = found
    const at = now().getTime()
    const today = localDay(tenant.timeZone, at)
    const standing = await standingAt(tx, member.state, dayOf(member.joinedOn), today, at)
    const profile = maskedProfile(
      tenantId,
      { id: member.id, name_sealed: member.nameSealed, phone_sealed: member.phoneSealed },
      tenant.currency,
    )
    return {
      id: member.id,
      code: member.code,
      ...profile,
      country: member.country,
      store,
      joinedOn: member.joinedOn,
      status: member.status,
      asOf: new Date(at).toISOString(),
      points: standing.points,
      growth: member.growth,
      netSpend: member.netSpend,
      orderCount: member.orderCount,
      lastOrderOn: member.lastOrderOn,
      progress: standing.progress,
      lots: standing.lots,
      pending: standing.pending,
      about: standing.about,
      ladders: standing.ladders,
      may: {
        update: allows(scope.actor, 'member:write'),
        reveal: allows(scope.actor, 'member:reveal') && (profile.name !== null || profile.phone !== null),
        spend: allows(scope.actor, 'points:spend') && member.status === 'active',
        adjust: allows(scope.actor, 'points:adjust') && member.status === 'active',
        describe: allows(scope.actor, 'member:write') && member.status === 'active' && standing.ladders.length > 0,
        tier: allows(scope.actor, 'member:tier') && member.status === 'active' && standing.ladders.length > 0,
      },
      ownStoresOnly: scope.actor.kind === 'operator' && scope.actor.role === 'store_manager',
    }
  })

type Stored = (typeof members.$inferSelect)['state']
type StandingNow = Pick<MemberDetail, 'points' | 'progress' | 'lots' | 'pending' | 'about' | 'ladders'>

async function standingAt(tx: TenantTx, stored: Stored, joined: Day, today: number, at: number): Promise<StandingNow> {
  const versions = await tx.orm
    .select({
      id: programVersions.id,
      number: programVersions.number,
      effectiveFrom: programVersions.effectiveFrom,
      document: programVersions.document,
    })
    .from(programVersions)
    .where(eq(programVersions.tenantId, tx.scope.tenantId))
  if (versions.length === 0)
    return {
      points: { available: 0, active: 0, owed: 0, pending: 0 },
      progress: [],
      lots: [],
      pending: [],
      about: aboutOf(newState(joined), []),
      ladders: [],
    }
  const timeline = timelineOf(
    standingVersions(versions).map((version) => ({ ...version, effectiveFrom: Date.parse(version.effectiveFrom) })),
  )
  const known = stored ? revive(stored, new Map()) : newState(joined)
  const { state } = advance(timeline, known, { day: Math.max(today, known.day), at })
  const program = timeline.version(state.version ?? timeline.at(at).id)
  const latest = versions.reduce((a, b) => (b.number > a.number ? b : a))
  return {
    about: aboutOf(state, latest.document.fields ?? []),
    ladders: handLaddersOf(program.ladders, state),
    points: {
      available: availablePoints(state.standing),
      active: activePoints(state.standing),
      owed: Math.abs(state.standing.debt),
      pending: pendingPoints(state.standing),
    },
    progress: ladderProgress(program.ladders, state, Math.max(today, known.day)),
    lots: state.standing.lots.map((lot) => ({
      earnedOn: isoOf(lot.earned),
      expiresOn: lot.expires === null ? null : isoOf(lot.expires),
      left: lot.left,
    })),
    pending: [...state.standing.pending]
      .sort((a, b) => (a.activates ?? Number.POSITIVE_INFINITY) - (b.activates ?? Number.POSITIVE_INFINITY))
      .map(({ earned, activates, left }) => ({
        earnedOn: isoOf(earned),
        activatesOn: activates === null ? null : isoOf(activates),
        left,
      })),
  }
}
