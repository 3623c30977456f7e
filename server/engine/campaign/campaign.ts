import * as z from 'zod'
import { Scope } from '../checkout/scope'
import { Condition } from '../condition/condition'
import { asksOfMembers } from '../condition/select'
import { CouponGift } from '../rule/terms'
import { Schedule } from './schedule'

/** The ready forms. A kind says which form made a campaign and how it is told; what it does stands in its effects. */
export const CampaignKind = z.enum([
  'member_day',
  'birthday',
  'festival',
  'double_points',
  'welcome',
  'registration_points',
  'first_order',
  'after_payment',
  'upgrade_gift',
  'check_in',
  'referral',
  'win_back',
  'gift_with_purchase',
  'sample',
])
export type CampaignKind = z.infer<typeof CampaignKind>

const name = z.string().trim().min(1).max(64)
const names = (most: number) => z.array(name).min(1).max(most)
const money = z.int().min(1).max(9_000_000_000_000)
const most = z.int().min(1).max(1_000_000_000)

/** The stretch around a birthday: the day itself, its week (Monday to Sunday) or its month, within the calendar year of the birthday. */
export const BirthdayWindow = z.enum(['day', 'week', 'month'])
export type BirthdayWindow = z.infer<typeof BirthdayWindow>

/** Of an invited member's doings, when a referral counts. */
export const ReferralPays = z.enum(['registered', 'ordered'])
export type ReferralPays = z.infer<typeof ReferralPays>

/**
 * When an effect takes place. `order`: with each order paid on the schedule (its price too, where the effect is one of
 * price); `first`: the member's first; `least`: from so much paid on, minor units, of the goods in scope;
 * `birthday`: around the member's birthday; `joinedWithin`: at most so many days after joining. `occasion`: once for
 * everybody in the audience each time the schedule comes round. `birthday`: once a calendar year. `asleep`: no order for
 * so many days. `checked_in`: on the `day`th of a row of days, which begins anew behind `cycle` of them. `referred`: to
 * whoever invited, or to whom was invited. `claimed`: asked for by the member.
 */
export const Moment = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('order'),
    first: z.literal(true).optional(),
    least: money.optional(),
    birthday: BirthdayWindow.optional(),
    joinedWithin: z.int().min(0).max(3_650).optional(),
  }),
  z.strictObject({ kind: z.literal('registered') }),
  z.strictObject({ kind: z.literal('occasion') }),
  z.strictObject({ kind: z.literal('birthday'), window: BirthdayWindow }),
  z.strictObject({ kind: z.literal('tier_entered'), tiers: names(100) }),
  z
    .strictObject({ kind: z.literal('checked_in'), day: z.int().min(1).max(365), cycle: z.int().min(1).max(365) })
    .refine((m) => m.day <= m.cycle, { path: ['day'], message: 'campaign.day_beyond_cycle' }),
  z.strictObject({ kind: z.literal('referred'), pays: ReferralPays, to: z.enum(['inviter', 'invited']) }),
  z.strictObject({ kind: z.literal('asleep'), days: z.int().min(7).max(3_650) }),
  z.strictObject({ kind: z.literal('claimed') }),
])
export type Moment = z.infer<typeof Moment>
export type MomentKind = Moment['kind']

/**
 * What it gives. `points_bonus`, `growth_bonus`: so much more of what rates give, in basis points (10,000 is double);
 * growth is that of the primary ladder unless one is named. `goods`: something handed over with the order or at the
 * counter. `chances`: tickets for a draw. `discount`, `member_price`: so much off the goods in scope, in basis points;
 * `free_shipping`: from `least` on, minor units.
 */
export const Gives = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('points_bonus'), bps: z.int().min(1).max(100_000), scope: Scope.optional() }),
  z.strictObject({ kind: z.literal('points'), points: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('growth_bonus'), bps: z.int().min(1).max(100_000), ladder: name.optional(), scope: Scope.optional() }),
  z.strictObject({ kind: z.literal('growth'), growth: z.int().min(1).max(1_000_000), ladder: name.optional() }),
  z.strictObject({ kind: z.literal('coupons'), coupons: z.array(CouponGift).min(1).max(10) }),
  z.strictObject({
    kind: z.literal('goods'),
    name: z.string().trim().min(1).max(60),
    sku: name.optional(),
    count: z.int().min(1).max(100),
    /** What one costs the merchant, in minor units, so that the cost can be told. */
    cost: z.int().min(0).max(9_000_000_000_000).optional(),
  }),
  z.strictObject({ kind: z.literal('chances'), count: z.int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('discount'), offBps: z.int().min(1).max(10_000), scope: Scope.optional() }),
  z.strictObject({ kind: z.literal('member_price'), offBps: z.int().min(1).max(10_000), scope: Scope.optional() }),
  z.strictObject({ kind: z.literal('free_shipping'), least: z.int().min(0).max(9_000_000_000_000) }),
])
export type Gives = z.infer<typeof Gives>
export type GivesKind = Gives['kind']

const withOrder: readonly MomentKind[] = ['order']
const gift: readonly MomentKind[] = [
  'order',
  'registered',
  'occasion',
  'birthday',
  'tier_entered',
  'checked_in',
  'referred',
  'asleep',
  'claimed',
]
/** Whether a moment comes but once in a membership. */
export const isOnce = (at: Moment): boolean =>
  at.kind === 'registered' || (at.kind === 'order' && at.first === true) || (at.kind === 'referred' && at.to === 'invited')

/** At which moments a kind of effect can take place. */
export const momentsOf: Record<GivesKind, readonly MomentKind[]> = {
  points_bonus: withOrder,
  growth_bonus: withOrder,
  discount: withOrder,
  member_price: withOrder,
  free_shipping: withOrder,
  points: gift.filter((moment) => moment !== 'claimed'),
  growth: gift.filter((moment) => moment !== 'claimed' && moment !== 'tier_entered'),
  coupons: gift,
  goods: gift,
  chances: gift,
}

/** Effects of price: they are part of what is to be paid, and nothing is given afterwards. */
export const isPrice = (gives: { kind: GivesKind }): boolean =>
  gives.kind === 'discount' || gives.kind === 'member_price' || gives.kind === 'free_shipping'

/**
 * The most of one effect: to one member ever, to one member on a date, to all members on a date, to all members
 * together. In points or growth where it gives those, else in times.
 */
export const EffectLimits = z.strictObject({
  perMember: most.optional(),
  perMemberDay: most.optional(),
  perDay: most.optional(),
  total: most.optional(),
})
export type EffectLimits = z.infer<typeof EffectLimits>

export const Effect = z
  .strictObject({ at: Moment, gives: Gives, limits: EffectLimits })
  .refine((e) => momentsOf[e.gives.kind].includes(e.at.kind), { path: ['gives'], message: 'campaign.effect_not_then' })
  .refine((e) => !isPrice(e.gives) || Object.keys(e.limits).length === 0, { path: ['limits'], message: 'campaign.price_has_no_limit' })
  .refine((e) => e.limits.perDay === undefined || e.limits.total === undefined || e.limits.perDay <= e.limits.total, {
    path: ['limits', 'perDay'],
    message: 'campaign.day_above_total',
  })
  .refine((e) => e.limits.perMemberDay === undefined || e.limits.perMember === undefined || e.limits.perMemberDay <= e.limits.perMember, {
    path: ['limits', 'perMemberDay'],
    message: 'campaign.day_above_total',
  })
export type Effect = z.infer<typeof Effect>

/** Whom a campaign is for: members on one of the tiers who meet the condition, in one of the stores and channels. Everybody when empty. */
export const CampaignAudience = z.strictObject({
  tiers: names(100).optional(),
  stores: names(2_000).optional(),
  channels: names(50).optional(),
  when: Condition.refine(asksOfMembers, { message: 'condition.not_of_members' }).optional(),
})
export type CampaignAudience = z.infer<typeof CampaignAudience>

/** What a campaign is, apart from how it goes: it stands still from its launch on. */
export const CampaignTerms = z.strictObject({
  schedule: Schedule,
  audience: CampaignAudience,
  effects: z.array(Effect).min(1).max(31),
})
export type CampaignTerms = z.infer<typeof CampaignTerms>

/** What an operator fills in. `intro` is what members read; `noticeDays`: so many days before each occasion they are told. */
export const CampaignDraft = z.strictObject({
  kind: CampaignKind,
  name: z.string().trim().min(1).max(40),
  intro: z.string().trim().max(300),
  noticeDays: z.int().min(1).max(30).nullable(),
  terms: CampaignTerms,
})
export type CampaignDraft = z.infer<typeof CampaignDraft>

/**
 * What was decided about a campaign. draft: being written; awaiting: somebody else is to approve it; live: put to work;
 * paused; ended. Whether a live one is still to begin, runs or is over is read from its schedule.
 */
export const CampaignState = z.enum(['draft', 'awaiting', 'live', 'paused', 'ended'])
export type CampaignState = z.infer<typeof CampaignState>

/** What merchants see: a live campaign before, within and behind its schedule. */
export const CampaignPhase = z.enum(['draft', 'awaiting', 'scheduled', 'running', 'paused', 'ended'])
export type CampaignPhase = z.infer<typeof CampaignPhase>

/**
 * A stretch of time in which a campaign was at work: from an instant on, up to another (which no longer belongs to it) or
 * without end yet; and the places of both changes in the merchant's count of them.
 */
export type Span = { from: number; until: number | null; began: number; stopped: number | null }

/**
 * A campaign that was put to work, as the engine judges by it. `root` is the first of a line of copies: what is given
 * once a birthday is given once by all of them.
 */
export type Campaign = {
  id: string
  root: string
  kind: CampaignKind
  name: string
  terms: CampaignTerms
  spans: readonly Span[]
  /** Whether it rests behind its last span, and may go on. */
  paused: boolean
}

/** The name of one effect in ledgers, limits and traces. */
export const effectId = (campaign: string, place: number): string => `campaign:${campaign}:${place}`

/** The campaign and the place that an effect's name holds, or null for the name of anything else. */
export function readEffectId(id: string): { campaign: string; place: number } | null {
  const [kind, campaign, place] = id.split(':')
  return kind === 'campaign' && campaign !== undefined && place !== undefined ? { campaign, place: Number(place) } : null
}
