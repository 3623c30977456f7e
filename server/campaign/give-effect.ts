import { createHash } from 'node:crypto'
import { type CouponWant, issueCoupons } from '@/server/coupon/issue-coupons'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import { type Effect, effectId } from '@/server/engine/campaign/campaign'
import type { Timeline } from '@/server/engine/program/compile'
import type { CampaignGrantBody, LogEntry } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Overtaken } from '@/server/platform/try-again'
import { Budgets } from '@/server/program/budgets'
import { type EntryToBe, evaluateEntries } from '@/server/program/evaluate-entries'
import type { LockedMember } from '@/server/program/member-rows'
import type { TenantClock } from '@/server/program/read-timeline'
import { Room } from './effect-room'
import { holdCampaigns } from './hold-campaigns'

/** One effect of a campaign that gives by time or on a claim, and when it does. */
export type Giving = {
  root: string
  campaignId: string
  place: number
  effect: Effect
  /** The instant and the tenant's today. */
  at: number
  day: Day
  /** What brings it about, as coupons and goods keep it. */
  cause: string
}

/** A member under lock, and the occasion for which this one is given something. The state is there where points or growth are given. */
export type Target = { member: LockedMember; occasion: string }

/** What became of one: the coupons given, or why nothing was; each reason has a sentence. */
export type GivenTo = { memberId: string; coupons: string[]; refused: string | null }

/** What a member was let have of the effect, on its way. */
type Grant = { target: Target; key: string; amount: number; eventId: string | null; coupons: string[] }

/** Everything a step gives, and whether anything is left of what all share. */
export type Gave = { answers: GivenTo[]; gone: string | null }

/**
 * Gives an effect to members under lock, each once for an occasion whichever copy of the campaign gives it; a birthday
 * once a year whichever effect of a copy does. What is given is written down in `campaign_grants` and never decided again.
 */
export async function giveEffect(
  tx: TenantTx,
  giving: Giving,
  targets: readonly Target[],
  { clock, timeline }: { clock: TenantClock; timeline: Timeline },
): Promise<Gave> {
  const { effect } = giving
  if (targets.length === 0) return { answers: [], gone: null }
  const answers = new Map<string, GivenTo>()
  const refuse = (memberId: string, refused: string) => answers.set(memberId, { memberId, coupons: [], refused })
  const before = await givenBefore(tx, giving, targets)
  const open = targets.filter(({ member }) => {
    if (member.status === 'closed') refuse(member.id, 'member.closed')
    else if (before.has(member.id)) refuse(member.id, 'campaign.given_before')
    else return true
    return false
  })
  const inLog = effect.gives.kind === 'points' || effect.gives.kind === 'growth'
  // All budgets at once and in their order, as whoever takes in events locks them.
  const budgets = inLog && open.length > 0 ? await Budgets.open(tx, timeline) : null
  const limited = { ...giving, limits: effect.limits }
  const room = await Room.open(
    tx,
    limited,
    open.map(({ member }) => member.id),
  )
  const [held] = await holdCampaigns(tx, [giving.campaignId])
  const over = held?.state === 'ended'
  const wanted = amountOf(effect)
  const grants = open.flatMap((target): Grant[] => {
    const { member, occasion } = target
    const amount = over ? 'campaign.ended' : room.take(member.id, wanted)
    if (typeof amount === 'string') {
      refuse(member.id, amount)
      return []
    }
    return [{ target, key: `campaign:${giving.root}:${giving.place}:${occasion}`, amount, eventId: null, coupons: [] }]
  })
  const given: Grant[] = []
  for (const { grant, refused } of await handOut(tx, giving, grants, { clock, timeline, budgets })) {
    const { id } = grant.target.member
    if (refused === null) {
      given.push(grant)
      answers.set(id, { memberId: id, coupons: grant.coupons, refused })
    } else {
      room.giveBack(grant.amount)
      refuse(id, refused)
    }
  }
  await Promise.all([insertGrants(tx, giving, given), room.settle(tx)])
  return { answers: targets.map(({ member }) => answers.get(member.id) as GivenTo), gone: room.gone() }
}

/** What one member gets of an effect, in the unit of its limits. */
function amountOf({ gives }: Effect): number {
  if (gives.kind === 'points') return gives.points
  return gives.kind === 'growth' ? gives.growth : 1
}

/** Who was given this before for the same occasion; or, around a birthday, anything by another copy. */
async function givenBefore(tx: TenantTx, giving: Giving, targets: readonly Target[]): Promise<ReadonlySet<string>> {
  const { tenantId } = tx.scope
  const { root, campaignId, place, effect } = giving
  const ids = targets.map(({ member }) => member.id)
  const occasions = targets.map(({ occasion }) => occasion)
  // The lateral look-ups keep to the indexes, whatever the statistics of a young table say.
  const [same, byCopies] = await Promise.all([
    tx.sql<{ id: string }[]>`
      select g.member_id as id from unnest(${ids}::uuid[], ${occasions}::text[]) as t (member_id, occasion)
      cross join lateral (
        select member_id from campaign_grants
        where tenant_id = ${tenantId} and root_id = ${root} and effect = ${place} and occasion = t.occasion and member_id = t.member_id limit 1) g`,
    effect.at.kind !== 'birthday'
      ? []
      : tx.sql<{ id: string }[]>`
          select g.member_id as id from unnest(${ids}::uuid[], ${occasions}::text[]) as t (member_id, occasion)
          cross join lateral (
            select member_id from campaign_grants
            where tenant_id = ${tenantId} and member_id = t.member_id and root_id = ${root} and occasion = t.occasion and campaign_id <> ${campaignId} limit 1) g`,
  ])
  return new Set([...same, ...byCopies].map((row) => row.id))
}

type HandedOut = { grant: Grant; refused: string | null }

/** Hands out what the effect gives. Points and growth enter the log of each member. */
async function handOut(
  tx: TenantTx,
  giving: Giving,
  grants: Grant[],
  { clock, timeline, budgets }: { clock: TenantClock; timeline: Timeline; budgets: Budgets | null },
): Promise<HandedOut[]> {
  const { gives } = giving.effect
  switch (gives.kind) {
    case 'coupons':
      return issueTo(tx, giving, grants, gives.coupons)
    case 'goods':
      await insertGoods(tx, giving, grants, { kind: 'goods', name: gives.name, sku: gives.sku ?? null, count: gives.count })
      return grants.map((grant) => ({ grant, refused: null }))
    case 'chances':
      await insertGoods(tx, giving, grants, { kind: 'chances', name: '', sku: null, count: gives.count })
      return grants.map((grant) => ({ grant, refused: null }))
    case 'points':
    case 'growth': {
      const program = timeline.at(giving.at)
      const ladder = gives.kind === 'growth' ? (gives.ladder ?? program.primary.id) : null
      if (ladder !== null && !program.ladders.some(({ id }) => id === ladder))
        return grants.map((grant) => ({ grant, refused: 'campaign.growth_ladder_gone' }))
      const effect = effectId(giving.campaignId, giving.place)
      const bodyOf = (amount: number): CampaignGrantBody => ({
        type: 'campaign.granted',
        effect,
        ...(ladder === null ? { points: amount } : { growth: { ladder, amount } }),
      })
      const entries = grants.map((grant) => entryFor(grant, bodyOf(grant.amount), giving.at, clock.timeZone))
      await evaluateEntries(tx, timeline, clock, entries, { budgets })
      return grants.map((grant, i) => ({ grant: { ...grant, eventId: (entries[i] as EntryToBe).entry.id }, refused: null }))
    }
    case 'points_bonus':
    case 'growth_bonus':
    case 'discount':
    case 'member_price':
    case 'free_shipping':
      throw new Error(`${gives.kind} comes with an order and is not given by itself`)
  }
}

/** An entry of a member's log, behind all that stands there. */
function entryFor({ target: { member }, key }: Grant, body: CampaignGrantBody, now: number, zone: string): EntryToBe {
  const { state } = member
  const at = Math.max(now, (state?.position?.[0] ?? 0) + 1, state && state.day > 0 ? startOfDay(zone, state.day) : 0)
  const entry: LogEntry = { id: newId(), source: 'rungs', key: `${key}:${member.id}`, at, day: localDay(zone, at), store: null, body }
  const hash = createHash('sha256')
    .update(JSON.stringify([member.id, body]))
    .digest()
  return { member, entry, kind: 'grant', businessKey: null, hash }
}

/** Coupons of one or several templates. Who gets none of them is told why; who gets some was given. */
async function issueTo(
  tx: TenantTx,
  { campaignId, day, cause }: Giving,
  grants: readonly Grant[],
  gifts: readonly { template: string; count: number }[],
): Promise<HandedOut[]> {
  const wants = grants.flatMap(({ target, key }) =>
    gifts.map(
      ({ template, count }, place): CouponWant => ({
        memberId: target.member.id,
        templateId: template,
        count,
        origin: 'campaign',
        issueKey: `${key}:${place}`,
        cause,
        campaignId,
      }),
    ),
  )
  // What was given under these keys stands in the grants, which have just been looked at.
  const issued = await issueCoupons(tx, day, wants, 'never_used')
  return grants.map((grant, i) => {
    const own = issued.slice(i * gifts.length, (i + 1) * gifts.length)
    const coupons = own.flatMap((answer) => answer.coupons)
    return { grant: { ...grant, coupons }, refused: coupons.length > 0 ? null : (own[0]?.refused ?? null) }
  })
}

type Handed = { kind: 'goods' | 'chances'; name: string; sku: string | null; count: number }

async function insertGoods(tx: TenantTx, { campaignId, place, day, cause }: Giving, grants: readonly Grant[], one: Handed): Promise<void> {
  if (grants.length === 0) return
  const done = await tx.sql`
    insert into campaign_goods (tenant_id, id, campaign_id, effect, member_id, key, kind, name, sku, count, state, cause, day)
    select ${tx.scope.tenantId}::uuid, g.id, ${campaignId}::uuid, ${place}::int4, g.member_id, g.key, ${one.kind}, ${one.name}, ${one.sku}, ${one.count}::int4, 'given', ${cause}, ${isoOf(day)}::date
    from unnest(${grants.map(() => newId())}::uuid[], ${grants.map(({ target }) => target.member.id)}::uuid[], ${grants.map(({ key }) => key)}::text[])
      as g (id, member_id, key)
    on conflict (tenant_id, member_id, key) do nothing`
  if (done.count !== grants.length) throw new Overtaken('goods were handed over by another writer')
}

async function insertGrants(tx: TenantTx, { root, campaignId, place, day }: Giving, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return
  const done = await tx.sql`
    insert into campaign_grants (tenant_id, id, root_id, campaign_id, effect, occasion, member_id, day, amount, event_id)
    select ${tx.scope.tenantId}::uuid, g.id, ${root}::uuid, ${campaignId}::uuid, ${place}::int4, g.occasion, g.member_id, ${isoOf(day)}::date, g.amount, g.event_id
    from unnest(
      ${grants.map(() => newId())}::uuid[], ${grants.map(({ target }) => target.occasion)}::text[], ${grants.map(({ target }) => target.member.id)}::uuid[],
      ${grants.map(({ amount }) => amount)}::int8[], ${grants.map(({ eventId }) => eventId)}::uuid[]
    ) as g (id, occasion, member_id, amount, event_id)
    on conflict do nothing`
  if (done.count !== grants.length) throw new Overtaken('a grant was given by another writer')
}
