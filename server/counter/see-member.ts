import * as z from 'zod'
import { heldCoupons } from '@/server/coupon/held-coupons'
import type { Benefit, CounterTerms, GrantTerms } from '@/server/engine/benefit/benefit'
import { heldBenefits } from '@/server/engine/benefit/held'
import { type CounterBenefit, counterBenefits, usesFrom, whyNotHad } from '@/server/engine/benefit/uses'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { asksBill, whyNotHere } from '@/server/engine/counter/coupon-at-counter'
import type { CouponTerms } from '@/server/engine/coupon/template'
import { availablePoints } from '@/server/engine/state'
import { maskedProfile } from '@/server/member/list-members'
import type { TenantTx } from '@/server/platform/database'
import { allows, type TenantScope } from '@/server/platform/scope'
import { usesLeft, withoutGrants } from '../benefit/held-benefits'
import { tenantTerms } from '../program/assemble-draft'
import type { Handing } from '../reward/collect-redemption'
import { atCounter, isOwn, readServed, type Standing, standingNow, storeAt } from './at-counter'
import { type CounterGift, giftsToHand } from './gifts-to-hand'
import { type WhyNot, whyNotHanded, whyOf, whyUsed } from './tell'
import { takenPlaces, whyUsesHad } from './uses-had'

/** `named`: the coupon or redemption whose number the member was found by; it is told of whatever became of it. */
export const Served = z.strictObject({ storeId: z.uuid(), memberId: z.uuid(), named: z.uuid().optional() })
export type Served = z.infer<typeof Served>

/** A coupon as the counter needs it: what it is, until when, whether the bill must be known, and why it cannot be used here. */
export type CounterCoupon = {
  id: string
  number: string
  name: string
  color: string
  note: string
  terms: CouponTerms
  until: string
  asksBill: boolean
  why: WhyNot | null
}

/** A benefit that is checked off: how often it can still be had in this period. */
export type CounterUse = {
  id: string
  name: string
  icon: Benefit['spec']['icon']
  intro: string
  counter: CounterTerms
  uses: number
  left: number
  why: WhyNot | null
}

/** What was redeemed: goods or a service waiting to be handed over, or why it cannot be. */
export type CounterRedemption = { id: string; number: string; name: string; quantity: number; createdOn: string; why: WhyNot | null }

/** Who is served, masked, and what they may have here today. */
export type CounterMember = {
  id: string
  code: string
  name: string | null
  phone: string | null
  tier: { name: string; color: string; icon: string } | null
  points: number
  today: string
  /** What the member was found by, also when it was used or is over; it is not among the others again. */
  named: { kind: 'coupon'; coupon: CounterCoupon } | { kind: 'redemption'; redemption: CounterRedemption } | null
  coupons: CounterCoupon[]
  benefits: CounterUse[]
  /** What else the member has by the program, that staff should know of. */
  others: { benefit: Benefit; terms: GrantTerms }[]
  redemptions: CounterRedemption[]
  /** Goods of campaigns that nobody handed over yet, and chances given lately. */
  gifts: CounterGift[]
  /** Whether points can be exchanged here: of a member whom the person may see anyway. */
  mayRedeem: boolean
}

/** What one member may have at a store today, and why not the rest. */
export const seeMember = (scope: TenantScope, { storeId, memberId, named }: Served): Promise<CounterMember> =>
  atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const member = await readServed(tx, memberId)
    const { currency } = await tenantTerms(tx)
    const standing = await standingNow(tx, member)
    const { program, state, at, day, today } = standing
    const grants = heldBenefits(program, state, day, at, store.id).grants
    const [row] = await tx.sql<{ id: string; name_sealed: string | null; phone_sealed: string | null }[]>`
      select id, name_sealed, phone_sealed from members where tenant_id = ${scope.tenantId} and id = ${member.id}`
    const tierId = state.standing.ladders[program.primary.id]?.tier
    const tier = program.primary.tiers.find((one) => one.id === tierId)
    const coupons = await couponsOf(tx, member.id, standing, store.id, named)
    const coupon = coupons.find(({ id }) => id === named)
    const redemptions = await redemptionsOf(tx, member.id, named)
    const redemption = redemptions.find(({ id }) => id === named)
    return {
      id: member.id,
      code: member.code,
      ...maskedProfile(scope.tenantId, row ?? { id: member.id, name_sealed: null, phone_sealed: null }, currency),
      tier: tier ? { name: tier.name, color: tier.color, icon: tier.icon } : null,
      points: availablePoints(state.standing),
      today,
      named: coupon ? { kind: 'coupon', coupon } : redemption ? { kind: 'redemption', redemption } : null,
      coupons: coupons.filter((one) => one !== coupon),
      benefits: await usesOf(tx, member.id, counterBenefits(grants), day, store.id),
      others: grants
        .filter(({ benefit }) => benefit.kind !== 'counter')
        .map(({ benefit, terms }) => ({ benefit: withoutGrants(benefit), terms: { ...terms, scope: undefined } })),
      redemptions: redemptions.filter((one) => one !== redemption),
      gifts: await giftsToHand(tx, member.id, day),
      mayRedeem: isOwn(scope, member) && allows(scope.actor, 'redemption:write'),
    }
  })

/** Coupons in hand that are not over, those that can be used here first; and the one that is named, whatever became of it. */
async function couponsOf(
  tx: TenantTx,
  memberId: string,
  { program, state, at, day }: Standing,
  store: string,
  named: string | undefined,
): Promise<CounterCoupon[]> {
  const held = await heldCoupons(tx, memberId, { today: day, named: named === undefined ? [] : [named] })
  const about = await templatesOf(
    tx,
    held.map((coupon) => coupon.template.id),
  )
  const buyer = { state, coupons: [], at, day, store }
  const coupons: CounterCoupon[] = []
  for (const coupon of held) {
    const refused = whyNotHere(program, buyer, coupon)
    const { name = '', color = '#888888', note = '' } = about.get(coupon.template.id) ?? {}
    coupons.push({
      id: coupon.id,
      number: coupon.number,
      name,
      color,
      note,
      terms: coupon.template.terms,
      until: isoOf(coupon.until),
      asksBill: asksBill(coupon.template),
      why: refused && (refused.because === 'used' ? await whyUsed(tx, coupon.id) : await whyOf(tx, refused)),
    })
  }
  return coupons.sort((a, b) => Number(a.why !== null) - Number(b.why !== null))
}

async function templatesOf(tx: TenantTx, ids: string[]): Promise<Map<string, { name: string; color: string; note: string }>> {
  const rows = await tx.sql<{ id: string; name: string; color: string; note: string }[]>`
    select id, name, color, note from coupon_templates where tenant_id = ${tx.scope.tenantId} and id = any (${[...new Set(ids)]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

async function usesOf(tx: TenantTx, memberId: string, held: readonly CounterBenefit[], day: Day, store: string): Promise<CounterUse[]> {
  const leftOf = await usesLeft(tx, memberId, held, day)
  const seen: CounterUse[] = []
  for (const { benefit, counter, uses } of held) {
    const left = leftOf.get(benefit.id) ?? uses
    const elsewhere = whyNotHad(counter, day, store)
    const had = async () => whyUsesHad(tx, await takenPlaces(tx, memberId, benefit.id, isoOf(usesFrom(counter.per, day))))
    seen.push({
      id: benefit.id,
      name: benefit.name ?? '',
      icon: benefit.spec.icon,
      intro: benefit.spec.intro,
      counter,
      uses,
      left,
      why: elsewhere ? whyOfBenefit(elsewhere, counter) : left === 0 ? await had() : null,
    })
  }
  return seen
}

/** What a benefit that cannot be had now is told with. */
export function whyOfBenefit(why: NonNullable<ReturnType<typeof whyNotHad>>, { from, until }: CounterTerms): WhyNot {
  if (why === 'other_store') return { code: 'counter.benefit_other_store', details: {} }
  if (why === 'not_yet') return { code: 'counter.benefit_not_yet', details: { day: from ?? '' } }
  return { code: 'counter.benefit_over', details: { day: until ?? '' } }
}

type RedemptionLine = Omit<CounterRedemption, 'why'> & Handing

/** What waits to be handed over; and the redemption that is named, whatever became of it. */
async function redemptionsOf(tx: TenantTx, memberId: string, named: string | undefined): Promise<CounterRedemption[]> {
  const rows = await tx.sql<RedemptionLine[]>`
    select id, number, reward_name as name, quantity, created_on::text as "createdOn", state, gives, sent_at as "sentAt", done_at as "doneAt",
           done_store as "doneStore", cancelled_at as "cancelledAt"
    from redemptions
    where tenant_id = ${tx.scope.tenantId} and member_id = ${memberId} and (state = 'to_collect' or id = ${named ?? null}::uuid)
    order by id = ${named ?? null}::uuid desc nulls last, created_at limit 50`
  const seen: CounterRedemption[] = []
  for (const { id, number, name, quantity, createdOn, ...handing } of rows)
    seen.push({ id, number, name, quantity, createdOn, why: await whyNotHanded(tx, handing) })
  return seen
}
