import { memberAt } from '@/server/checkout/read-buyer'
import { couponWording } from '@/server/coupon/coupon-wording'
import { foreseeIssue } from '@/server/coupon/issue-coupons'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { isMeant, rowBefore } from '@/server/engine/campaign/act'
import type { CampaignKind, CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import type { CompiledCampaign } from '@/server/engine/campaign/compile'
import { campaignBegins, onOrNot } from '@/server/engine/campaign/standing'
import type { CouponGift } from '@/server/engine/rule/terms'
import { campaignForMembers } from '@/server/engine/sentence/campaign'
import { givesText } from '@/server/engine/sentence/campaign-gives'
import { type Language, ladderNames, type Wording } from '@/server/engine/sentence/wording'
import type { MemberState } from '@/server/engine/state'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { namedTemplates } from '@/server/program/coupon-names'
import type { LockedMember } from '@/server/program/member-rows'
import { readTenantClock, readTimeline } from '@/server/program/read-timeline'
import { closedNow, notFor } from './claim-campaign'
import { Room } from './effect-room'

/** A campaign as a member reads of it. */
export type ToldCampaign = { id: string; kind: CampaignKind; name: string; intro: string; sentence: string; until: string | null }

/** What a day of a row of check-ins brings. `on`: the date, if the row is kept up; null once it is reached. */
export type CheckInReward = { day: number; of: number; gives: string; reached: boolean; on: string | null }

/** A member's row of days with a check-in: how long it is, today's counted, and what comes at which day of it. */
export type CheckInRow = { id: string; name: string; intro: string; days: number; checkedIn: boolean; rewards: CheckInReward[] }

/** What campaigns are for a member now: what may be claimed (`why` not, where not), what is on, and the row of check-ins. */
export type MemberCampaigns = { claimable: (ToldCampaign & { why: string | null })[]; running: ToldCampaign[]; checkIns: CheckInRow[] }

type Row = { id: string; kind: CampaignKind; name: string; intro: string; terms: CampaignTerms }
type Look = { member: LockedMember; state: MemberState; at: number; day: Day; zone: string; wording: Wording }

/** The campaigns of a member, by id or code, as of now, in a language or the merchant's own. Reads only. */
export const listCampaignsOfMember = (
  scope: TenantScope,
  who: { memberId: string } | { code: string },
  language: Language | null = null,
): Promise<MemberCampaigns> =>
  inTenant(scope, 'member:read', async (tx) => {
    const { tenantId } = scope
    const [member] = await tx.sql<LockedMember[]>`
      select id, code, status, store_ids, joined_on::text, state from members
      where tenant_id = ${tenantId} and ${'code' in who ? tx.sql`code = ${who.code}` : tx.sql`id = ${who.memberId}`}`
    if (!member) throw new Refusal('not_found', 'member.not_found')
    if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
    // The member may be looked at; what is judged is the whole of a log of which a store manager sees a part.
    await tx.sql`select app_set_scope(${tenantId}::uuid, null)`
    const clock = await readTenantClock(tx)
    const rows = await tx.sql<Row[]>`
      select id, kind, name, intro, terms from campaigns
      where tenant_id = ${tenantId} and state in ('live', 'paused') order by launched_at desc, id desc`
    if (rows.length === 0) return { claimable: [], running: [], checkIns: [] }
    const timeline = await readTimeline(tx, clock)
    const at = now().getTime()
    const day = localDay(clock.timeZone, at)
    const state = await memberAt(tx, timeline, member, at)
    const program = timeline.at(at)
    const wording = await memberWording(tx, language, timeline.newest().ladders)
    const look: Look = { member, state, at, day, zone: clock.timeZone, wording }
    const found: MemberCampaigns = { claimable: [], running: [], checkIns: [] }
    for (const row of rows) {
      const campaign = timeline.campaigns.all.find(({ id }) => id === row.id)
      if (!campaign || campaign.schedule.next(day - 1) === null) continue
      const { effects } = row.terms
      const stranger = notFor(campaign, program, state, day)
      const standing = onOrNot(campaign, clock.timeZone, at)
      if (effects.some(({ at: moment }) => moment.kind === 'claimed')) {
        found.claimable.push({ ...told(row, wording), why: closedNow(standing) ?? stranger ?? (await noRoom(tx, row, look)) })
      }
      if (standing !== 'on' || !isMeant(campaign, program, state, day)) continue
      if (effects.some(({ at: moment }) => moment.kind === 'checked_in')) found.checkIns.push(checkInRow(row, campaign, look))
      if (effects.some(({ at: { kind } }) => kind !== 'claimed' && kind !== 'checked_in')) found.running.push(told(row, wording))
    }
    return found
  })

async function memberWording(tx: TenantTx, language: Language | null, ladders: Parameters<typeof ladderNames>[0]): Promise<Wording> {
  const [wording, templates] = [await couponWording(tx, language), await namedTemplates(tx)]
  const names = new Map(templates.map(({ id, name }) => [id, name]))
  return { ...wording, coupon: (template) => names.get(template), ladders: ladderNames(ladders) }
}

const told = ({ id, kind, name, intro, terms }: Row, wording: Wording): ToldCampaign => ({
  id,
  kind,
  name,
  intro,
  sentence: campaignForMembers(terms, wording),
  until: terms.schedule.until ?? null,
})

/** What stands in the way of everything that can be claimed: a limit, or that its coupons are gone; nothing where something is left. */
async function noRoom(tx: TenantTx, { id, terms }: Row, { member, day }: Look): Promise<string | null> {
  let first: string | null = null
  for (const [place, { at, gives, limits }] of terms.effects.entries()) {
    if (at.kind !== 'claimed') continue
    const room = await Room.open(tx, { campaignId: id, place, limits, day }, [member.id], false)
    const left = room.take(member.id, 1)
    const why = typeof left === 'string' ? left : gives.kind === 'coupons' ? await noCoupon(tx, gives.coupons, member.id, day) : null
    if (why === null) return null
    first ??= why
  }
  return first
}

/** Why a member can have none of these coupons. */
async function noCoupon(tx: TenantTx, coupons: readonly CouponGift[], memberId: string, day: Day): Promise<string | null> {
  const wants = coupons.map(({ template, count }) => ({ memberId, templateId: template, count }))
  const whys = await foreseeIssue(tx, day, wants)
  return whys.includes(null) ? null : (whys[0] ?? null)
}

type CheckIn = Effect & { at: Extract<Effect['at'], { kind: 'checked_in' }> }
const isCheckIn = (effect: Effect): effect is CheckIn => effect.at.kind === 'checked_in'

/** The row of check-ins that counts for a campaign. Behind its last day it begins anew. */
function checkInRow({ id, name, intro, terms }: Row, campaign: CompiledCampaign, { state, day, zone, wording }: Look): CheckInRow {
  const before = rowBefore(state.history, day, campaignBegins(campaign, zone))
  const last = state.history.days.at(-1)
  const checkedIn = last !== undefined && last[0] === day && last[3] > 0
  const rewards = terms.effects.filter(isCheckIn).map(({ at, gives }): CheckInReward => {
    const place = (before % at.cycle) + (checkedIn ? 1 : 0)
    const reached = place >= at.day
    // Kept up, one more each day; today's is still to come where it is not there.
    const on = reached ? null : isoOf(day + at.day - place - (checkedIn ? 0 : 1))
    return { day: at.day, of: at.cycle, gives: givesText(gives, 'checked_in', wording), reached, on }
  })
  return { id, name, intro, days: before + (checkedIn ? 1 : 0), checkedIn, rewards: rewards.sort((a, b) => a.day - b.day) }
}
