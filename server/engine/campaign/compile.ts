import { type Day, dayOf } from '../calendar/day'
import { compileScope, covers, type Reach } from '../checkout/reach'
import type { Check } from '../condition/compile'
import { type Audience, compileAudience } from '../measure/audience'
import type { CompiledRule, Giving, RuleCaps } from '../rule/compiled'
import type { CouponGift, GoodsGift } from '../rule/terms'
import { type Campaign, type Effect, effectId, type Gives, type Moment, type MomentKind } from './campaign'
import { type CompiledSchedule, compileSchedule } from './schedule'

/** One effect ready to take place. `rule` is judged with the rules of the program, once the moment and the audience are met. */
export type CompiledEffect = {
  id: string
  campaign: CompiledCampaign
  at: Moment
  gives: Gives
  /** The goods it reaches, where it does not reach all. */
  reach: Reach | null
  rule: CompiledRule
}

/** A campaign ready to be asked whether it is on, and for whom. */
export type CompiledCampaign = Campaign & {
  schedule: CompiledSchedule
  /** The first date of its schedule. */
  from: Day
  place: Reach
  audience: Audience | null
  effects: CompiledEffect[]
  /** Whether any effect asks about single lines of an order. */
  asksLines: boolean
}

/** Compiles a campaign once. */
export function compileCampaign(campaign: Campaign): CompiledCampaign {
  const { terms } = campaign
  const { tiers, stores, channels, when } = terms.audience
  const compiled: CompiledCampaign = {
    ...campaign,
    schedule: compileSchedule(terms.schedule),
    from: dayOf(terms.schedule.from),
    place: compileScope({ tiers, stores, channels }),
    audience: when === undefined ? null : compileAudience(when),
    effects: [],
    asksLines: terms.effects.some(({ gives }) => scopeOf(gives) !== undefined),
  }
  for (const [place, effect] of terms.effects.entries()) compiled.effects.push(compileEffect(compiled, effect, place))
  return compiled
}

const scopeOf = (gives: Gives) => ('scope' in gives ? gives.scope : undefined)

function compileEffect(campaign: CompiledCampaign, { at, gives, limits }: Effect, place: number): CompiledEffect {
  const id = effectId(campaign.id, place)
  const scope = scopeOf(gives)
  const reach = scope === undefined ? null : compileScope(scope)
  const caps: RuleCaps = {}
  if (limits.perMemberDay !== undefined) caps.perDay = limits.perMemberDay
  if (limits.perMember !== undefined) caps.lifetime = limits.perMember
  if (limits.total !== undefined) caps.budget = limits.total
  if (limits.perDay !== undefined) caps.budgetPerDay = limits.perDay
  return {
    id,
    campaign,
    at,
    gives,
    reach,
    rule: {
      id,
      giving: givingOf(gives),
      check: null,
      slots: [],
      lines: reach === null ? null : linesOf(reach),
      withShipping: false,
      byTier: null,
      caps: Object.keys(caps).length > 0 ? caps : null,
      from: null,
      until: null,
      stops: false,
      weightBps: 10_000,
      event: null,
      coupons: giftsOf(gives),
      goods: goodsOf(gives),
      campaign: campaign.id,
    },
  }
}

/** Which lines goods in reach are on: a line shows its article first and its category second. */
const linesOf =
  (reach: Reach): Check =>
  (values) =>
    covers(reach, values[0] as string | null, values[1] as string | null) ? -1 : 0

function givingOf(gives: Gives): Giving {
  switch (gives.kind) {
    case 'points_bonus':
    case 'growth_bonus':
      return { kind: 'bonus', bps: gives.bps }
    case 'points':
      return { kind: 'flat', units: gives.points }
    case 'growth':
      return { kind: 'flat', units: gives.growth }
    // Coupons, goods and chances are judged as one thing given, so that limits count how often.
    case 'coupons':
    case 'goods':
    case 'chances':
      return { kind: 'flat', units: 1 }
    case 'discount':
    case 'member_price':
    case 'free_shipping':
      return { kind: 'flat', units: 0 }
  }
}

const giftsOf = (gives: Gives): readonly CouponGift[] | null => (gives.kind === 'coupons' ? gives.coupons : null)

function goodsOf(gives: Gives): GoodsGift | null {
  if (gives.kind === 'goods') return { kind: 'goods', name: gives.name, sku: gives.sku ?? null, count: gives.count }
  if (gives.kind === 'chances') return { kind: 'chances', name: '', sku: null, count: gives.count }
  return null
}

/** Whether an effect adds to growth, and not to points or anything else. */
export const addsGrowth = ({ gives }: CompiledEffect): boolean => gives.kind === 'growth' || gives.kind === 'growth_bonus'

/** The campaigns of one tenant that were ever put to work, as the fold judges by them. */
export class Campaigns {
  private readonly byEffect = new Map<string, CompiledEffect>()
  private readonly byMoment = new Map<MomentKind, CompiledEffect[]>()

  /** Whether any effect asks about single lines of an order. */
  readonly asksLines: boolean

  /** `changes`: how many times a campaign of the tenant has begun, paused, gone on or ended. */
  constructor(
    readonly all: readonly CompiledCampaign[],
    readonly changes: number,
  ) {
    this.asksLines = all.some((campaign) => campaign.asksLines)
    for (const campaign of all)
      for (const effect of campaign.effects) {
        this.byEffect.set(effect.id, effect)
        const held = this.byMoment.get(effect.at.kind)
        if (held) held.push(effect)
        else this.byMoment.set(effect.at.kind, [effect])
      }
  }

  /** Effects of a moment, whether they are on or not. */
  at(moment: MomentKind): readonly CompiledEffect[] {
    return this.byMoment.get(moment) ?? NONE
  }

  /** An effect by its name. */
  effect(id: string): CompiledEffect | undefined {
    return this.byEffect.get(id)
  }

  /** The effects that share a budget among all members. */
  budgeted(): CompiledRule[] {
    return [...this.byEffect.values()].flatMap(({ rule }) =>
      rule.caps?.budget !== undefined || rule.caps?.budgetPerDay !== undefined ? [rule] : [],
    )
  }

  /** Whether something changed, before or at an instant, that whoever knew only so many changes did not know. */
  changedBefore(known: number, at: number): boolean {
    if (known >= this.changes) return false
    return this.all.some(({ spans }) =>
      spans.some(
        ({ from, until, began, stopped }) =>
          (began > known && from <= at) || (stopped !== null && stopped > known && (until as number) <= at),
      ),
    )
  }
}

const NONE: readonly CompiledEffect[] = []
export const noCampaigns = new Campaigns([], 0)

/** Compiled campaigns as they were before, to be handed to another engine. */
export const bareCampaigns = (all: readonly CompiledCampaign[]): Campaign[] =>
  all.map(({ id, root, kind, name, terms, spans, paused }) => ({ id, root, kind, name, terms, spans, paused }))

/** Compiles campaigns; they are asked in the order in which they were put to work. */
export const campaignsOf = (campaigns: readonly Campaign[], changes: number): Campaigns =>
  campaigns.length === 0 && changes === 0
    ? noCampaigns
    : new Campaigns([...campaigns].sort((a, b) => (a.spans[0]?.began ?? 0) - (b.spans[0]?.began ?? 0)).map(compileCampaign), changes)
