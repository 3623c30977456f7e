import { type Day, dayOf } from '../calendar/day'
import type { Scope } from '../checkout/scope'
import type { ProgramDocument } from '../program/document'
import { type BonusTerms, factorOf } from '../rule/bonus'
import { type CampaignDraft, type CampaignTerms, type Effect, type Gives, isPrice } from './campaign'
import { scopesOf, templatesOf, tiersNamedBy } from './names'
import { type CompiledSchedule, compileSchedule } from './schedule'

/** What stands in the way of a campaign: it cannot be put to work. Each has a sentence in both languages. */
export const campaignErrors = [
  'program.none_published',
  'campaign.schedule_over',
  'campaign.never_falls',
  'campaign.hours_over',
  'campaign.tier_gone',
  'campaign.store_gone',
  'campaign.ladder_gone',
  'campaign.coupon_gone',
  'campaign.coupon_not_active',
  'campaign.coupon_ended',
  'campaign.coupon_over',
  'campaign.coupon_sold_out',
  'campaign.audience_empty',
  'campaign.channels_not_then',
  'campaign.stores_not_then',
  'campaign.no_goods',
  'campaign.points_bonus_never',
  'campaign.growth_bonus_never',
] as const

/** What is worth a second look, and stands in nobody's way. */
export const campaignNotices = [
  'campaign.bonus_above_cap',
  'campaign.bonus_meets_cap',
  'campaign.coupon_few',
  'campaign.coupon_ends_before',
  'campaign.coupon_takes_all',
  'campaign.effects_same',
  'campaign.total_out_of_reach',
  'campaign.entry_outside',
  'campaign.goods_for_nothing',
] as const

export type CampaignProblemCode = (typeof campaignErrors)[number] | (typeof campaignNotices)[number]

/** One thing about a draft, the field it stands at, and what fills its sentence. */
export type CampaignProblem = {
  code: CampaignProblemCode
  level: 'error' | 'notice'
  field: string
  details: Record<string, string | number>
}

/** A coupon template as far as a campaign asks. `left`: how many can still be given; null for no end. */
export type LintTemplate = {
  name: string
  state: 'draft' | 'active' | 'paused' | 'ended'
  left: number | null
  /** The last date of a validity between two dates. */
  until: string | null
  /** So much off from so much on, in minor units, where it takes off an amount. */
  off: number | null
  least: number
}

/**
 * What a draft is looked at with: the merchant's today and minute of the day; the programs that judge from now on, the
 * one in force first; open stores; coupon templates.
 */
export type LintAround = {
  today: Day
  minute: number
  programs: readonly ProgramDocument[]
  stores: ReadonlySet<string>
  templates: ReadonlyMap<string, LintTemplate>
}

type Say = (code: CampaignProblemCode, field: string, details?: CampaignProblem['details']) => void

/** Everything about a draft that could never come, reach anybody or give anything, and what is worth a second look; errors first. */
export function lintCampaign({ terms }: Pick<CampaignDraft, 'terms'>, around: LintAround): CampaignProblem[] {
  const found: CampaignProblem[] = []
  const say: Say = (code, field, details = {}) => {
    found.push({ code, level: notices.has(code) ? 'notice' : 'error', field, details })
  }
  const schedule = compileSchedule(terms.schedule)
  if (around.programs.length === 0) say('program.none_published', 'terms')
  lintSchedule(say, terms, schedule, around)
  lintNames(say, terms, around)
  lintPlaces(say, terms)
  lintCoupons(say, terms, schedule, around)
  for (const [place, effect] of terms.effects.entries()) lintEffect(say, terms, effect, place, around)
  lintTogether(say, terms, around)
  return found.sort((a, b) => Number(a.level === 'notice') - Number(b.level === 'notice'))
}

const notices: ReadonlySet<CampaignProblemCode> = new Set<CampaignProblemCode>(campaignNotices)

function lintSchedule(say: Say, { schedule }: CampaignTerms, { next }: CompiledSchedule, { today, minute }: LintAround): void {
  if (schedule.until !== undefined && dayOf(schedule.until) < today) return say('campaign.schedule_over', 'terms.schedule.until')
  const first = next(today - 1)
  if (first === null) return say('campaign.never_falls', 'terms.schedule')
  const over = (schedule.hours ?? []).every(({ until }) => Number(until.slice(0, 2)) * 60 + Number(until.slice(3)) <= minute)
  if (schedule.hours && over && first === today && next(today) === null) say('campaign.hours_over', 'terms.schedule.hours')
}

/** Stores, tiers and ladders that were there when the draft was written. */
function lintNames(say: Say, terms: CampaignTerms, { programs, stores }: LintAround): void {
  for (const { field, scope } of scopesOf(terms))
    if (scope.stores?.some((id) => !stores.has(id))) say('campaign.store_gone', `${field}.stores`)
  const ladders = programs.flatMap((program) => program.ladders)
  if (ladders.length === 0) return
  const tiers = new Set(ladders.flatMap((ladder) => ladder.tiers.map(({ id }) => id)))
  for (const named of tiersNamedBy(terms)) if (named.tiers.some((id) => !tiers.has(id))) say('campaign.tier_gone', named.field)
  for (const [place, { gives }] of terms.effects.entries())
    if ('ladder' in gives && gives.ladder !== undefined && !ladders.some(({ id }) => id === gives.ladder))
      say('campaign.ladder_gone', `terms.effects.${place}.gives.ladder`)
}

/** Where something happens is known of orders and claims; a channel of nothing else, and a tier is entered in no store. */
function lintPlaces(say: Say, { audience, effects }: CampaignTerms): void {
  const withChannel = ({ at }: Effect): boolean =>
    at.kind === 'order' || at.kind === 'claimed' || (at.kind === 'referred' && at.to === 'invited' && at.pays === 'ordered')
  if (audience.channels !== undefined && !effects.every(withChannel)) say('campaign.channels_not_then', 'terms.audience.channels')
  if (audience.stores !== undefined && effects.some(({ at }) => at.kind === 'tier_entered'))
    say('campaign.stores_not_then', 'terms.audience.stores')
}

function lintCoupons(say: Say, terms: CampaignTerms, schedule: CompiledSchedule, { templates, today }: LintAround): void {
  const first = schedule.next(today - 1)
  const { until: last } = terms.schedule
  for (const { field, template: id, count, place } of templatesOf(terms)) {
    const template = templates.get(id)
    if (template === undefined) {
      say('campaign.coupon_gone', field)
      continue
    }
    const { name, state, left, until, off, least } = template
    if (state === 'ended') say('campaign.coupon_ended', field, { name })
    else if (state !== 'active') say('campaign.coupon_not_active', field, { name })
    if (until !== null && first !== null && dayOf(until) < first) say('campaign.coupon_over', field, { name, until })
    else if (until !== null && last !== undefined && until < last) say('campaign.coupon_ends_before', field, { name, until })
    const total = terms.effects[place]?.limits.total
    if (left !== null && left < count) say('campaign.coupon_sold_out', field, { name })
    else if (left !== null && total !== undefined && left < total * count)
      say('campaign.coupon_few', field, { name, left, asked: total * count })
    if (off !== null && off >= least) say('campaign.coupon_takes_all', field, { name })
  }
}

function lintEffect(
  say: Say,
  { audience, schedule }: CampaignTerms,
  { at, gives, limits }: Effect,
  place: number,
  around: LintAround,
): void {
  const field = `terms.effects.${place}`
  const { programs } = around
  if ('scope' in gives && gives.scope !== undefined) {
    const { scope } = gives
    for (const list of ['tiers', 'stores', 'channels'] as const)
      if (disjoint(audience[list], scope[list])) say('campaign.audience_empty', `${field}.gives.scope.${list}`)
    if (reachesNoGoods(scope)) say('campaign.no_goods', `${field}.gives.scope`)
  }
  if (programs.length > 0 && !programs.some((program) => hasRateFor(gives, program))) {
    if (gives.kind === 'points_bonus') say('campaign.points_bonus_never', `${field}.gives`)
    if (gives.kind === 'growth_bonus') say('campaign.growth_bonus_never', `${field}.gives`)
  }
  if (isPrice(gives) && 'offBps' in gives && gives.offBps === 10_000) say('campaign.goods_for_nothing', `${field}.gives.offBps`)
  if (at.kind === 'tier_entered' && disjoint(audience.tiers, at.tiers)) say('campaign.entry_outside', `${field}.at.tiers`)
  if (limits.perDay !== undefined && limits.total !== undefined) {
    const days = daysLeft(schedule, around.today, Math.ceil(limits.total / limits.perDay))
    if (limits.perDay * days < limits.total)
      say('campaign.total_out_of_reach', `${field}.limits.total`, { days, most: limits.perDay * days, total: limits.total })
  }
}

/** What several effects come to together: the same twice, and bonuses above the cap of the program. */
function lintTogether(say: Say, { audience, effects }: CampaignTerms, { programs: [program] }: LintAround): void {
  for (const [place, effect] of effects.entries()) {
    const same = JSON.stringify([effect.at, effect.gives])
    const twin = effects.findIndex((other, i) => i < place && JSON.stringify([other.at, other.gives]) === same)
    if (twin >= 0) say('campaign.effects_same', `terms.effects.${place}`, { first: twin + 1, second: place + 1 })
  }
  if (program === undefined) return
  const { bonusCapBps } = program.points
  const primary = program.ladders.find((ladder) => ladder.primary) ?? program.ladders[0]
  for (const [place, { gives }] of effects.entries()) {
    if (gives.kind !== 'points_bonus') continue
    const field = `terms.effects.${place}.gives.bps`
    const alone = 10_000 + gives.bps
    if (alone > bonusCapBps) {
      say('campaign.bonus_above_cap', field, { factor: times(alone), cap: times(bonusCapBps) })
      continue
    }
    const reached = (primary?.tiers ?? []).filter(
      ({ id }) => (audience.tiers?.includes(id) ?? true) && (gives.scope?.tiers?.includes(id) ?? true),
    )
    const highest = reached.reduce<(typeof reached)[number] | null>((a, b) => (a === null || b.bonusBps > a.bonusBps ? b : a), null)
    if (highest === null || highest.bonusBps === 0) continue
    const met = together(highest.bonusBps, [gives.bps], program.points.bonusMode)
    if (met > bonusCapBps) say('campaign.bonus_meets_cap', field, { tier: highest.name, factor: times(met), cap: times(bonusCapBps) })
  }
}

/** What a tier's bonus and others come to before any cap, in basis points, rounded down. */
export function together(tierBps: number, bonuses: readonly number[], mode: BonusTerms['mode'] = 'sum'): number {
  const multipliers = bonuses.map((bps) => 10_000 + bps)
  const { over, under } = factorOf(tierBps, multipliers, { mode, capBps: Number.MAX_SAFE_INTEGER })
  return Number((over * 10_000n) / under)
}

/** Basis points as a factor: 25,000 is 2.5. */
const times = (bps: number): number => Number((bps / 10_000).toFixed(2))

const disjoint = (some: readonly string[] | undefined, others: readonly string[] | undefined): boolean =>
  some !== undefined && others !== undefined && !some.some((one) => others.includes(one))

/** Whether everything that a scope names is excepted as well. */
function reachesNoGoods({ skus, categories, exceptSkus, exceptCategories }: Scope): boolean {
  if (skus === undefined && categories === undefined) return false
  const open = (named: readonly string[] | undefined, excepted: readonly string[] | undefined) =>
    (named ?? []).some((one) => !excepted?.includes(one))
  return !open(skus, exceptSkus) && !open(categories, exceptCategories)
}

/** Whether a program gives anything for money paid that a bonus could be so much more of. */
function hasRateFor(gives: Gives, { earningRules, growthRules, ladders }: ProgramDocument): boolean {
  if (gives.kind !== 'growth_bonus') return hasRate(earningRules)
  const ladder = gives.ladder ?? ladders.find(({ primary }) => primary)?.id
  return hasRate(growthRules.filter(({ ladderId }) => ladderId === ladder))
}

const hasRate = (rules: readonly { spec: { trigger: string; reward: { kind: string } } }[]): boolean =>
  rules.some(({ spec }) => spec.reward.kind === 'rate' && spec.trigger.startsWith('order.'))

/** On how many days from today on a schedule falls, counted no further than `enough`. */
function daysLeft(schedule: CampaignTerms['schedule'], today: Day, enough: number): number {
  if (schedule.until === undefined && schedule.on.kind !== 'rules') return enough
  const { next } = compileSchedule(schedule)
  let days = 0
  for (let day = next(today - 1); day !== null && days < Math.min(enough, MOST_DAYS); day = next(day)) days++
  return days === MOST_DAYS ? enough : days
}
const MOST_DAYS = 3_653
