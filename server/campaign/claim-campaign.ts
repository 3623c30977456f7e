import * as z from 'zod'
import { memberAt } from '@/server/checkout/read-buyer'
import { type GivenCoupon, givenCoupons } from '@/server/coupon/given-coupons'
import { lockTemplates } from '@/server/coupon/lock-templates'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { isMeant } from '@/server/engine/campaign/act'
import type { Effect } from '@/server/engine/campaign/campaign'
import type { CompiledCampaign } from '@/server/engine/campaign/compile'
import { type OnOrNot, onOrNot } from '@/server/engine/campaign/standing'
import { onAny } from '@/server/engine/checkout/reach'
import type { Program } from '@/server/engine/program/compile'
import type { MemberState } from '@/server/engine/state'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { lockMembersByCode, lockMembersById } from '@/server/program/member-rows'
import { readTenantClock, readTimeline } from '@/server/program/read-timeline'
import { campaignWithin } from './campaign-row'
import { lockBudgets } from './effect-room'
import { giveEffect } from './give-effect'
import { holdCampaigns } from './hold-campaigns'

/** What staff ask for in a member's name, and at which store. */
export const CounterClaim = z.strictObject({
  memberId: z.uuid(),
  campaignId: z.uuid(),
  storeId: z.uuid().optional(),
  requestKey: z.string().min(1).max(128),
})
export type CounterClaim = z.infer<typeof CounterClaim>

/** Which member claims, by code or by id, what of a campaign, and where it is said. The request key makes a repeated claim one. */
export type CampaignClaim = {
  member: { code: string } | { id: string }
  campaignId: string
  requestKey: string
  store?: { code: string } | { id: string } | undefined
  channel?: string | undefined
}

/** Something else than a coupon that a member was given. */
export type GivenGoods = { kind: 'goods' | 'chances'; name: string; count: number }

/** What a claim brought. `repeated`: it was made before under the same key. */
export type ClaimedOfCampaign = { campaignId: string; coupons: GivenCoupon[]; goods: GivenGoods[]; repeated: boolean }

/**
 * Gives a member what a campaign has to claim: all of it that is left for this member. Refuses with the first thing that
 * stands in the way. The store and the channel are looked at where they are told.
 */
export const claimCampaign = (scope: TenantScope, claim: CampaignClaim): Promise<ClaimedOfCampaign> =>
  untilDone(() => inTenant(scope, 'campaign:claim', (tx) => claimWithin(tx, claim)))

async function claimWithin(
  tx: TenantTx,
  { member: who, campaignId, requestKey, store, channel }: CampaignClaim,
): Promise<ClaimedOfCampaign> {
  const { tenantId } = tx.scope
  const [member] = 'id' in who ? await lockMembersById(tx, [who.id]) : await lockMembersByCode(tx, [who.code])
  // Behind the lock: who had to wait for it sees what came meanwhile, such as a pause.
  const [clock, campaign] = await Promise.all([readTenantClock(tx), campaignWithin(tx, campaignId)])
  if (!member) throw new Refusal('not_found', 'member.not_found', { field: 'member' })
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed', { field: 'member' })
  // The member may be looked at; what is judged from here on is the whole of a log of which a store manager sees a part.
  await tx.sql`select app_set_scope(${tenantId}::uuid, null)`
  const cause = `claim:${requestKey}`
  const earlier = await earlierOf(tx, member.id, cause)
  if (earlier !== null) {
    if (earlier.campaignId !== campaignId) throw new Refusal('conflict', 'campaign.claim_repeated')
    return { ...earlier, repeated: true }
  }
  const { state } = campaign
  if (state === 'draft' || state === 'awaiting') throw new Refusal('not_found', 'campaign.not_found')
  const claimable = campaign.terms.effects.flatMap((effect, place) => (effect.at.kind === 'claimed' ? [{ effect, place }] : []))
  if (claimable.length === 0) throw new Refusal('conflict', 'campaign.not_claimable')
  const timeline = await readTimeline(tx, clock)
  const at = now().getTime()
  const compiled = timeline.campaigns.all.find(({ id }) => id === campaignId)
  if (!compiled) throw new Error('a campaign at work that nobody knows of')
  const closed = closedNow(onOrNot(compiled, clock.timeZone, at))
  if (closed !== null) throw new Refusal('conflict', closed)
  const storeId = store === undefined ? null : await whichStore(tx, store)
  const elsewhere = notHere(compiled, storeId, channel)
  if (elsewhere !== null) throw new Refusal('conflict', elsewhere)
  const stranger = notFor(
    compiled,
    timeline.at(at),
    await memberAt(tx, timeline, structuredClone(member), at),
    localDay(clock.timeZone, at),
  )
  if (stranger !== null) throw new Refusal('conflict', stranger)

  await lockAhead(tx, campaignId, claimable)
  const occasion = `claim:${(await claimsBefore(tx, campaign.rootId, member.id)) + 1}`
  const given: string[] = []
  let refused: string | null = null
  let anything = false
  for (const { effect, place } of claimable) {
    const giving = { root: campaign.rootId, campaignId, place, effect, at, day: localDay(clock.timeZone, at), cause }
    const [answer] = (await giveEffect(tx, giving, [{ member, occasion }], { clock, timeline })).answers
    if (answer?.refused === null) anything = true
    else refused ??= answer?.refused ?? null
    given.push(...(answer?.coupons ?? []))
  }
  if (!anything) throw new Refusal('conflict', refused ?? 'campaign.not_claimable')
  await audit(tx, {
    action: 'campaign.claimed',
    subject: 'member',
    subjectId: member.id,
    after: { campaign: campaignId, occasion, coupons: given.length, on: isoOf(localDay(clock.timeZone, at)) },
  })
  return { campaignId, coupons: await givenCoupons(tx, given), goods: await goodsOf(tx, member.id, cause), repeated: false }
}

/** Locks what several effects share at once, ahead of the first: budgets, the campaign, then coupons, as everybody does. One alone locks its own. */
async function lockAhead(tx: TenantTx, campaignId: string, claimable: readonly { effect: Effect; place: number }[]): Promise<void> {
  if (claimable.length < 2) return
  await lockBudgets(
    tx,
    claimable.map(({ effect: { limits }, place }) => ({ campaignId, place, limits })),
  )
  await holdCampaigns(tx, [campaignId])
  await lockTemplates(
    tx,
    claimable.flatMap(({ effect: { gives } }) => (gives.kind === 'coupons' ? gives.coupons.map(({ template }) => template) : [])),
  )
}

/** Why a campaign gives nothing to claim at the moment; nothing when it does. */
export function closedNow(standing: OnOrNot): string | null {
  switch (standing) {
    case 'on':
      return null
    case 'not_begun':
      return 'campaign.claim_not_begun'
    case 'paused':
      return 'campaign.claim_paused'
    case 'ended':
      return 'campaign.ended'
    case 'other_day':
      return 'campaign.claim_other_day'
    case 'other_hour':
      return 'campaign.claim_other_hour'
  }
}

/** Why a campaign is not held where a claim says that it is made. */
function notHere({ place }: CompiledCampaign, store: string | null, channel: string | undefined): string | null {
  if (store !== null && place.stores !== null && !place.stores.has(store)) return 'campaign.claim_other_store'
  return channel !== undefined && place.channels !== null && !place.channels.has(channel) ? 'campaign.claim_other_channel' : null
}

/** Why a campaign is not for a member, as of a date; nothing when it is. */
export function notFor(campaign: CompiledCampaign, program: Program, state: MemberState, day: number): string | null {
  const { tiers } = campaign.place
  if (tiers !== null && !onAny(tiers, state.standing)) return 'campaign.claim_wrong_tier'
  return isMeant(campaign, program, state, day) ? null : 'campaign.claim_not_meant'
}

/** How often a member has claimed of a campaign and its copies. */
async function claimsBefore(tx: TenantTx, root: string, memberId: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    select count(distinct occasion)::int as n from campaign_grants
    where tenant_id = ${tx.scope.tenantId} and member_id = ${memberId} and root_id = ${root} and starts_with(occasion, 'claim:')`
  return row?.n ?? 0
}

/** What the same request brought before; nothing when it was never made. */
async function earlierOf(tx: TenantTx, memberId: string, cause: string): Promise<Omit<ClaimedOfCampaign, 'repeated'> | null> {
  const { tenantId } = tx.scope
  const [coupons, goods, [of]] = await Promise.all([
    tx.sql<{ id: string; campaign: string }[]>`
      select c.id, c.campaign_id as campaign from coupon_moves v join coupons c on c.tenant_id = ${tenantId} and c.id = v.coupon_id
      where v.tenant_id = ${tenantId} and v.member_id = ${memberId} and v.why = 'issued' and v.cause = ${cause} and c.origin = 'campaign'`,
    goodsOf(tx, memberId, cause),
    tx.sql<{ campaign: string }[]>`
      select campaign_id as campaign from campaign_goods where tenant_id = ${tenantId} and member_id = ${memberId} and cause = ${cause} limit 1`,
  ])
  const campaignId = coupons[0]?.campaign ?? of?.campaign
  if (campaignId === undefined) return null
  return {
    campaignId,
    coupons: await givenCoupons(
      tx,
      coupons.map(({ id }) => id),
    ),
    goods,
  }
}

const goodsOf = async (tx: TenantTx, memberId: string, cause: string): Promise<GivenGoods[]> => [
  ...(await tx.sql<GivenGoods[]>`
    select kind, name, count from campaign_goods where tenant_id = ${tx.scope.tenantId} and member_id = ${memberId} and cause = ${cause} order by key`),
]

async function whichStore(tx: TenantTx, store: { code: string } | { id: string }): Promise<string> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from stores
    where tenant_id = ${tx.scope.tenantId} and kind = 'store' and ${'id' in store ? tx.sql`id = ${store.id}` : tx.sql`code = ${store.code}`}`
  if (!row) throw new Refusal('not_found', 'store.not_found', { field: 'store' })
  return row.id
}
