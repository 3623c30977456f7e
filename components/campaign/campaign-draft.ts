import {
  type BirthdayWindow,
  CampaignDraft,
  type CampaignKind,
  type Effect,
  type GivesKind,
  isPrice,
  type MomentKind,
  momentsOf,
  type ReferralPays,
} from '@/server/engine/campaign/campaign'
import type { HeldGift } from '../draft/coupon-gifts'
import { daysOf, type HeldDays, heldDays } from './held-days'

type Amount = number | null
type Lists = Partial<Record<'skus' | 'categories' | 'exceptSkus' | 'exceptCategories', string[]>>

/** One thing a campaign does, as its controls hold it: also what belongs to another choice. */
export type HeldEffect = {
  at: {
    kind: MomentKind
    first?: boolean
    least?: Amount
    birthday?: BirthdayWindow
    joinedWithin?: Amount
    window?: BirthdayWindow
    tiers?: string[]
    day?: Amount
    cycle?: Amount
    pays?: ReferralPays
    to?: 'inviter' | 'invited'
    days?: Amount
  }
  gives: {
    kind: GivesKind
    bps?: Amount
    points?: Amount
    growth?: Amount
    ladder?: string
    coupons?: HeldGift[]
    name?: string
    sku?: string
    count?: Amount
    cost?: Amount
    offBps?: Amount
    least?: Amount
    scope?: Lists & Record<string, string[] | undefined>
  }
  limits?: Partial<Record<'perMember' | 'perMemberDay' | 'perDay' | 'total', Amount>>
}

export type HeldHours = { from?: string; until?: string }

/** A campaign as its controls hold it. */
export type HeldCampaign = {
  kind: CampaignKind
  name?: string
  intro?: string
  notified?: boolean
  noticeDays?: Amount
  terms: {
    schedule: { from?: string; until?: string; on: HeldDays; hours?: HeldHours[] }
    audience: { tiers?: string[]; stores?: string[]; channels?: string[]; when?: unknown }
    effects: HeldEffect[]
  }
}

/** The shape that judges the form: an intro that was cleared is an empty one. */
export const CampaignForm = CampaignDraft.extend({ intro: CampaignDraft.shape.intro.default('') })

const filled = <T extends Record<string, unknown>>(held: T | undefined): Partial<T> =>
  Object.fromEntries(
    Object.entries(held ?? {}).filter(
      ([, value]) =>
        value !== undefined && value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<T>

function momentOf(at: HeldEffect['at']): unknown {
  switch (at.kind) {
    case 'order': {
      const { first, least, birthday, joinedWithin } = at
      return { kind: 'order', ...filled({ first, least, birthday, joinedWithin }) }
    }
    case 'registered':
    case 'occasion':
    case 'claimed':
      return { kind: at.kind }
    case 'birthday':
      return { kind: 'birthday', window: at.window }
    case 'tier_entered':
      return { kind: 'tier_entered', tiers: at.tiers }
    case 'checked_in':
      return { kind: 'checked_in', day: at.day, cycle: at.cycle }
    case 'referred':
      return { kind: 'referred', pays: at.pays, to: at.to }
    case 'asleep':
      return { kind: 'asleep', days: at.days }
  }
}

function givesOf(gives: HeldEffect['gives']): unknown {
  const { kind, bps, points, growth, ladder, coupons, name, sku, count, cost, offBps, least } = gives
  const lists = filled(gives.scope)
  const scope = Object.keys(lists).length > 0 ? { scope: lists } : {}
  switch (kind) {
    case 'points_bonus':
      return { kind, bps, ...scope }
    case 'growth_bonus':
      return { kind, bps, ...filled({ ladder }), ...scope }
    case 'points':
      return { kind, points }
    case 'growth':
      return { kind, growth, ...filled({ ladder }) }
    case 'coupons':
      return { kind, coupons: coupons ?? [] }
    case 'goods':
      return { kind, name, count, ...filled({ sku, cost }) }
    case 'chances':
      return { kind, count }
    case 'discount':
    case 'member_price':
      return { kind, offBps, ...scope }
    case 'free_shipping':
      return { kind, least: least ?? 0 }
  }
}

const effectOf = ({ at, gives, limits }: HeldEffect): unknown => ({
  at: momentOf(at),
  gives: givesOf(gives),
  limits: isPrice(gives) ? {} : filled(limits),
})

/** Midnight at the end of a day is 24:00; the browser's control has no such time. */
const hoursOf = ({ from, until }: HeldHours): unknown => ({ from, until: until === '00:00' ? '24:00' : until })

/** The draft that the controls stand for. */
export function campaignDraftOf(values: Record<string, unknown>): unknown {
  const { kind, name, intro, notified, noticeDays, terms } = values as HeldCampaign
  const { schedule, audience, effects } = terms
  return {
    kind,
    name,
    intro,
    noticeDays: notified ? (noticeDays ?? undefined) : null,
    terms: {
      schedule: {
        from: schedule.from,
        ...filled({ until: schedule.until }),
        on: daysOf(schedule.on),
        ...(schedule.hours?.length ? { hours: schedule.hours.map(hoursOf) } : {}),
      },
      audience: filled(audience),
      effects: effects.map(effectOf),
    },
  }
}

const heldEffect = ({ at, gives, limits }: Effect): HeldEffect => ({ at, gives, limits }) as HeldEffect

/** What the controls begin with. */
export function heldCampaign({ kind, name, intro, noticeDays, terms }: CampaignDraft): HeldCampaign {
  const { schedule, audience, effects } = terms
  return {
    kind,
    name,
    intro,
    notified: noticeDays !== null,
    noticeDays: noticeDays ?? 1,
    terms: {
      schedule: {
        from: schedule.from,
        until: schedule.until ?? '',
        on: heldDays(schedule.on),
        hours: (schedule.hours ?? []).map(({ from, until }) => ({ from, until: until === '24:00' ? '00:00' : until })),
      },
      audience,
      effects: effects.map(heldEffect),
    },
  }
}

/** What can be given at a moment. */
export const givesAt = (moment: MomentKind): GivesKind[] =>
  (Object.keys(momentsOf) as GivesKind[]).filter((gives) => momentsOf[gives].includes(moment))

/** An effect with another way of giving: with something sensible where nothing was filled in for it yet. */
export function withGives(effect: HeldEffect, kind: GivesKind): HeldEffect {
  const { gives } = effect
  const begun: Partial<Record<GivesKind, HeldEffect['gives']>> = {
    points_bonus: { kind, bps: gives.bps ?? 10_000 },
    growth_bonus: { kind, bps: gives.bps ?? 10_000 },
    coupons: { kind, coupons: gives.coupons ?? [{ count: 1 }] },
    goods: { kind, count: gives.count ?? 1 },
    chances: { kind, count: gives.count ?? 1 },
    discount: { kind, offBps: gives.offBps ?? 1_000 },
    member_price: { kind, offBps: gives.offBps ?? 1_000 },
    free_shipping: { kind, least: gives.least ?? 0 },
  }
  return { ...effect, gives: { ...gives, ...begun[kind], kind } }
}

/** An effect that takes place at another moment; what it gives stays where the moment knows it. */
export function withMoment(effect: HeldEffect, kind: MomentKind): HeldEffect {
  const { at } = effect
  const begun: HeldEffect['at'] = {
    window: 'month',
    day: 1,
    cycle: 7,
    pays: 'ordered',
    to: 'inviter',
    days: 90,
    ...at,
    kind,
  }
  const next = { ...effect, at: begun }
  return givesAt(kind).includes(effect.gives.kind) ? next : withGives(next, 'coupons')
}
