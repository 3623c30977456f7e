import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { CampaignDraft, CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import { type CompiledEffect, compileCampaign } from '@/server/engine/campaign/compile'
import type { ForecastNote } from '@/server/engine/campaign/forecast-note'
import { comingDays, patternDays } from '@/server/engine/campaign/pattern'
import { compileSchedule } from '@/server/engine/campaign/schedule'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { checkReferences } from './campaign-row'
import { costOfCoupons } from './cost-of-coupons'
import { costOfPoints, type EarningTerms, earningTerms } from './earning-terms'
import { type Expected, expectedGrants } from './expected-grants'
import { meantMembers } from './meant-members'
import { type Looked, pastMoments, pastOrders } from './past-happenings'
import { Patience } from './patience'
import { Replay, type Stretches, stretchesOf } from './replay'
import type { EffectForecast, Forecast } from './views'

/** So many days are looked back on, and ahead. */
const DAYS = 90

/**
 * What a campaign would come to, from what members did in the last 90 days. Refuses with `campaign.figures_too_slow` when
 * that takes too long, and stores, tiers, facts and templates that the merchant does not have.
 */
export const forecastCampaign = (scope: TenantScope, draft: CampaignDraft): Promise<Forecast> =>
  inTenant(
    scope,
    'campaign:write',
    async (tx) => {
      await checkReferences(tx, draft)
      return forecastWithin(tx, draft)
    },
    'one_moment',
  )

/** The same inside a transaction that the caller holds. */
export async function forecastWithin(tx: TenantTx, { terms }: Pick<CampaignDraft, 'terms'>): Promise<Forecast> {
  const patience = new Patience(tx)
  const at = now().getTime()
  const { timeZone } = await tenantTerms(tx)
  const today = localDay(timeZone, at)
  const earning = await earningTerms(tx)
  const basis = await basisOf(tx, patience, today)
  const asking = await meantMembers(tx, terms.audience)
  const { reach } = await patience.row<{ reach: number }>(`with ${asking.text} select count(*)::int as reach from meant`, asking)

  const coming = comingDays(terms.schedule, today, DAYS)
  const past = patternDays(terms.schedule, today - basis.days, today - 1)
  const together = terms.schedule.on.kind === 'festival'
  const days = past.length > 0 ? past : Array.from({ length: basis.days }, (_, i) => today - basis.days + i)
  const stretches = stretchesOf(days, coming.days.length, together)

  const tried = await tryOn(tx, patience, { terms, earning, stretches, zone: timeZone })
  const known: (Expected | null)[] = []
  for (const effect of terms.effects)
    known.push(await expectedGrants(tx, patience, { terms, today, coming, basisDays: basis.days, reach, earning }, effect))
  const expected = terms.effects.map((_, place) => known[place] ?? tried.effects[place] ?? nobody)

  const gifts = terms.effects.flatMap(({ gives }) => (gives.kind === 'coupons' ? gives.coupons : []))
  const coupons = await costOfCoupons(tx, gifts, isoOf(today), basis.average)
  const costs = terms.effects.map((effect, place) => costOf(effect, expected[place] ?? nobody, earning, coupons))
  const sum = (kind: 'points' | 'growth' | 'coupons' | 'goods' | 'chances' | 'off'): number =>
    costs.reduce((all, one) => (one.unit === kind ? all + one.amount : all), 0)
  const most = (of: 'members' | 'perTurn'): number => expected.reduce((all, one) => Math.max(all, one[of]), 0)
  const turn = terms.schedule.on.kind === 'every_day' ? ('day' as const) : ('occasion' as const)
  const last = coming.days.at(-1)
  return {
    asOf: new Date(at).toISOString(),
    basisDays: basis.days,
    orders: basis.orders,
    reach,
    days: coming.days.length,
    until: last === undefined ? null : isoOf(last),
    turn,
    turns: turn === 'day' ? coming.days.length : coming.occasions,
    perTurn: Math.round(most('perTurn')),
    members: Math.round(most('members')),
    grants: costs.reduce((all, one) => all + one.told.times, 0),
    points: sum('points'),
    growth: sum('growth'),
    coupons: sum('coupons'),
    goods: sum('goods'),
    chances: sum('chances'),
    off: sum('off'),
    cost: costs.reduce((all, one) => all + one.told.cost, 0),
    effects: costs.map((one, place) => ({ place, ...one.told })),
    pointsWorth: costOfPoints(100, earning),
    notes: notesOf({
      few_days: basis.days < DAYS,
      typical_days: past.length === 0 && coming.days.length > 0 && terms.effects.some((_, place) => known[place] === null),
      rates_assumed: tried.assumed,
      claims_at_most: terms.effects.some(({ at: moment }) => moment.kind === 'claimed'),
      use_as_before: coupons.notes.includes('use_as_before'),
      use_as_others: coupons.notes.includes('use_as_others'),
      all_used: coupons.notes.includes('all_used'),
      cost_unknown: coupons.notes.includes('cost_unknown') || costs.some((one) => one.unknown),
      points_assumed: earning.worth.assumed && sum('points') > 0,
    }),
  }
}

const nobody: Expected = { members: 0, perTurn: 0, times: 0, amount: 0 }

const notesOf = (said: Record<ForecastNote, boolean>): ForecastNote[] => (Object.keys(said) as ForecastNote[]).filter((note) => said[note])

type Basis = { days: number; orders: number; average: { order: number; shipping: number } }

/** The orders of the days looked back on: as many as there are any orders of. */
async function basisOf(tx: TenantTx, patience: Patience, today: Day): Promise<Basis> {
  const values = [tx.scope.tenantId, isoOf(today - DAYS), isoOf(today - 1)]
  const row = await patience.row<{ first: string | null; orders: number; average: number; shipping: number }>(
    `select min(business_day)::text as first, count(*)::int as orders, coalesce(avg(paid - refunded), 0)::float8 as average,
       coalesce(avg((record->'shipping'->>0)::bigint) filter (where (record->'shipping'->>0)::bigint > 0), 0)::float8 as shipping
     from orders where tenant_id = $1::uuid and business_day between $2::date and $3::date and (refunded = 0 or refunded < paid)`,
    { values },
  )
  const earlier = await patience.row<{ longer: boolean }>(
    'select exists (select from orders where tenant_id = $1::uuid and business_day < $2::date) as longer',
    { values: values.slice(0, 2) },
  )
  const days = row.first === null || earlier.longer ? DAYS : today - dayOf(row.first)
  return { days, orders: row.orders, average: { order: row.average, shipping: row.shipping } }
}

type Trial = { terms: CampaignTerms; earning: EarningTerms; stretches: Stretches; zone: string }

/** Tries the effects that past events tell of on what members did. */
async function tryOn(tx: TenantTx, patience: Patience, { terms, earning, stretches, zone }: Trial) {
  const campaign = compileCampaign({ id: '', root: '', kind: 'member_day', name: '', terms, spans: [], paused: false })
  const { hours } = terms.schedule
  const schedule = compileSchedule({ from: '0001-01-01', on: { kind: 'every_day' }, ...(hours === undefined ? {} : { hours }) })
  const inHours = (minute: number): boolean => schedule.isOn(0, minute)
  const days = [...stretches.of.keys()]
  const effects = new Map<number, Expected>()
  let assumed = false
  if (days.length === 0) return { effects: Object.fromEntries(effects), assumed }

  const looked = (some: readonly CompiledEffect[]): Looked => ({
    days,
    audience: terms.audience,
    zone,
    hours: hours !== undefined,
    first: some.some(({ at }) => at.kind === 'order' && at.first === true),
    lines: some.some(({ reach }) => reach !== null),
    tiers: some.some(({ reach }) => reach !== null && reach.tiers !== null),
    rates: some.some(({ gives }) => gives.kind === 'points_bonus' || gives.kind === 'growth_bonus'),
  })
  const settle = (replay: Replay): void => {
    const { members, perTurn } = replay.reached.members()
    for (const [effect, { times, amount }] of replay.tallies) {
      const most = limitsOf(effect).total ?? Number.POSITIVE_INFINITY
      effects.set(campaign.effects.indexOf(effect), {
        members,
        perTurn,
        times: times * stretches.weight,
        amount: Math.min(amount * stretches.weight, most),
      })
    }
    if (replay.assumed) assumed = true
  }
  const limitsOf = (effect: CompiledEffect) => terms.effects[campaign.effects.indexOf(effect)]?.limits ?? {}
  const replayOf = (some: readonly CompiledEffect[]) =>
    new Replay(
      some.map((effect) => [effect, limitsOf(effect)] as const),
      stretches,
      earning,
      inHours,
    )

  const ofOrders = campaign.effects.filter(({ at }) => at.kind === 'order')
  if (ofOrders.length > 0) {
    const replay = replayOf(ofOrders)
    for await (const happening of pastOrders(tx, patience, looked(ofOrders))) replay.take(happening)
    settle(replay)
  }
  for (const effect of campaign.effects) {
    if (effect.at.kind === 'order') continue
    const replay = replayOf([effect])
    for await (const happening of pastMoments(tx, patience, effect.at, looked([effect]))) replay.take(happening)
    settle(replay)
  }
  return { effects: Object.fromEntries(effects), assumed }
}

type Cost = {
  told: Omit<EffectForecast, 'place'>
  unit: 'points' | 'growth' | 'coupons' | 'goods' | 'chances' | 'off'
  amount: number
  unknown: boolean
}

/** What an effect comes to in its own unit, and what that costs. */
function costOf({ gives }: Effect, expected: Expected, earning: EarningTerms, coupons: Awaited<ReturnType<typeof costOfCoupons>>): Cost {
  const told = (unit: Cost['unit'], amount: number, cost: number, unknown = false): Cost => ({
    told: { times: Math.round(expected.times), amount: Math.round(amount), cost: Math.round(cost) },
    unit,
    amount: Math.round(amount),
    unknown,
  })
  switch (gives.kind) {
    case 'points':
    case 'points_bonus':
      return told('points', expected.amount, costOfPoints(expected.amount, earning))
    case 'growth':
    case 'growth_bonus':
      return told('growth', expected.amount, 0)
    case 'coupons': {
      const each = gives.coupons.map((gift) => coupons.of(gift, expected.times, expected.members))
      return told(
        'coupons',
        each.reduce((sum, one) => sum + one.coupons, 0),
        each.reduce((sum, one) => sum + one.cost, 0),
      )
    }
    case 'goods':
      return told('goods', expected.times * gives.count, expected.times * gives.count * (gives.cost ?? 0), gives.cost === undefined)
    case 'chances':
      return told('chances', expected.times * gives.count, 0, true)
    case 'discount':
    case 'member_price':
    case 'free_shipping':
      return told('off', expected.amount, expected.amount)
  }
}
