import { type CompiledBenefit, compileBenefit } from '../benefit/compile'
import type { Day } from '../calendar/day'
import { localDay } from '../calendar/zone'
import { type Campaigns, noCampaigns } from '../campaign/compile'
import { type CompiledCheckout, compileCheckout } from '../checkout/compile'
import { type Check, compileCondition, Slots, slotOf } from '../condition/compile'
import { type Condition, type Leaf, leavesOf } from '../condition/condition'
import { type Fact, type FactKey, facts } from '../condition/facts'
import type { GrowthRule } from '../growth/growth-rule'
import type { Ladder, Measure, Tier } from '../ladder/ladder'
import { runningColumn } from '../ladder/standing'
import type { Gauge } from '../measure/gauge'
import type { EarningRule } from '../points/earning-rule'
import type { PointsPolicy } from '../points/policy'
import type { BonusTerms } from '../rule/bonus'
import { type CompiledRule, compileRule, slotsOfRule } from '../rule/compiled'
import { Trigger } from '../vocabulary'
import type { ProgramDocument } from './document'
import type { OwnWords } from './own-values'

/** A frozen program and when it begins to judge, as an instant in milliseconds. */
export type ProgramVersion = { id: string; effectiveFrom: number; document: ProgramDocument }

/** What earns a tier and what keeps it, ready to be checked. */
export type CompiledTier = {
  threshold: number | null
  requires: { mode: 'all' | 'any'; check: Check } | null
  keep: { minimum: number; check: Check | null } | null
}

/** A ladder ready to be climbed: tiers lowest first, and the rank of each by its id. */
export type CompiledLadder = Ladder & {
  semantics: number
  ranks: Map<string, number>
  climbed: CompiledTier[]
  /** Whether the lowest tier holds everyone. */
  hasBase: boolean
  gauge: Gauge
  /** The column of the day rows that a running window adds up, or null for what is measured each time anew. */
  column: number | null
  /** What is measured for keeping a tier, where it is something else. */
  keepGauge: Gauge | null
  /** Everything that time may change, with the values it is compared with. */
  watched: { gauge: Gauge; marks: number[] }[]
  /** Whether the balance of points decides anything, so that it is looked at again once points have gone. */
  followsBalance: boolean
  /** Whether a condition of it asks for the tier that a member has on the primary ladder. */
  asksTier: boolean
  /** Whether any tier of it adds to what rates give, or to growth; and whether any lets points live by an expiry of its own. */
  givesBonus: boolean
  givesGrowthBonus: boolean
  livesByTier: boolean
  /** Numbers of days since the last order that a condition compares with. */
  orderMarks: number[]
  /** Gauges that begin anew with each validity. */
  ofPeriod: Gauge[]
  growthBy: Record<Trigger, CompiledRule[]>
}

/** A version ready to judge. */
export type Program = {
  id: string
  semantics: number
  effectiveFrom: number
  /** The tenant-local date on which it takes effect. */
  effectiveDay: Day
  timeZone: string
  ladders: CompiledLadder[]
  /** The ladders as they are looked at: the primary one first, for the others may ask for its tier. Until semantics 2, as they stand. */
  inTurn: CompiledLadder[]
  primary: CompiledLadder
  earningBy: Record<Trigger, CompiledRule[]>
  points: PointsPolicy
  bonus: BonusTerms
  /** The merchant's own fields and events, by which what comes in is checked. */
  own: OwnWords
  /** How a cart is priced, and what whoever has a benefit gets. */
  checkout: CompiledCheckout
  benefits: CompiledBenefit[]
  slots: Slots
  /** Whether any rule asks about lines, shipping or what an order holds, so that each order need not be taken apart. */
  asksLines: boolean
  asksNames: boolean
  /** The fact slots that judging reads, by trigger; and those that ladders read. */
  slotsBy: Record<Trigger, number[]>
  ladderSlots: number[]
  /** Whether any rule answers to a trigger at all. */
  answersTo: Record<Trigger, boolean>
}

const byTrigger = <T>(make: (trigger: Trigger) => T): Record<Trigger, T> =>
  Object.fromEntries(Trigger.options.map((trigger) => [trigger, make(trigger)])) as Record<Trigger, T>

/** Compiles a version once; conditions become closures. Throws when the document has no ladder. */
export function compileProgram({ id, effectiveFrom, document }: ProgramVersion): Program {
  const slots = new Slots()
  const earningBy = byTrigger((trigger) =>
    document.earningRules.filter((rule) => rule.spec.trigger === trigger).map((rule) => compileEarning(rule, slots)),
  )
  const ladders = document.ladders.map((ladder) => compileLadder(ladder, document, slots))
  const primary = ladders.find((ladder) => ladder.primary) ?? ladders[0]
  if (!primary) throw new RangeError('a program needs a ladder')
  return {
    id,
    semantics: document.semantics,
    effectiveFrom,
    effectiveDay: localDay(document.timeZone, effectiveFrom),
    timeZone: document.timeZone,
    ladders,
    inTurn: document.semantics >= 2 ? [primary, ...ladders.filter((ladder) => ladder !== primary)] : ladders,
    primary,
    earningBy,
    points: document.points,
    bonus: { mode: document.points.bonusMode ?? 'sum', capBps: document.points.bonusCapBps },
    own: { fields: document.fields, events: document.events },
    checkout: compileCheckout(document.checkout),
    benefits: (document.benefits ?? []).map(compileBenefit),
    slots,
    asksLines: [...Object.values(earningBy).flat(), ...ladders.flatMap((ladder) => Object.values(ladder.growthBy).flat())].some(
      (rule) => rule.lines !== null || rule.withShipping,
    ),
    asksNames: [...document.earningRules, ...document.growthRules].some(
      ({ spec }) =>
        spec.when !== undefined && leavesOf(spec.when).some((leaf) => leaf.fact === 'order.categories' || leaf.fact === 'order.skus'),
    ),
    slotsBy: byTrigger((trigger) =>
      sorted([...earningBy[trigger], ...ladders.flatMap((ladder) => ladder.growthBy[trigger])].flatMap((rule) => slotsOfRule(rule))),
    ),
    answersTo: byTrigger((trigger) => earningBy[trigger].length > 0 || ladders.some((ladder) => ladder.growthBy[trigger].length > 0)),
    ladderSlots: sorted(
      document.ladders.flatMap((ladder) =>
        ladder.tiers.flatMap((tier) =>
          conditionsOf(tier)
            .flatMap(leavesOf)
            .map((leaf) => slots.slotFor(leaf)),
        ),
      ),
    ),
  }
}

const sorted = (slots: number[]): number[] => [...new Set(slots)].sort((a, b) => a - b)

function compileEarning({ id, spec }: EarningRule, slots: Slots): CompiledRule {
  const { reward } = spec
  if (reward.kind === 'multiplier') return compileRule(id, spec, reward, slots)
  // Coupons are judged as one thing given, so that caps count how often.
  if (reward.kind === 'coupon') return { ...compileRule(id, spec, { kind: 'flat', units: 1 }, slots), coupons: reward.coupons }
  return compileRule(id, spec, { ...reward, units: reward.points }, slots)
}
const compileGrowth = ({ id, spec }: GrowthRule, slots: Slots): CompiledRule =>
  compileRule(id, spec, { ...spec.reward, units: spec.reward.growth }, slots)

const conditionsOf = (tier: Tier): Condition[] => [tier.requires?.when, tier.keep?.when].filter((when) => when !== undefined)

function compileLadder(ladder: Ladder, document: ProgramDocument, slots: Slots): CompiledLadder {
  const { spec, tiers } = ladder
  const gauge: Gauge = { measure: spec.measure, window: spec.window, category: spec.category }
  const keepGauge: Gauge | null = spec.retention ? { ...spec.retention, category: spec.retention.category } : null
  const asked = tiers.flatMap((tier) => conditionsOf(tier).flatMap(leavesOf))
  const askedGauges = asked.flatMap((leaf) => gaugeOf(leaf) ?? [])
  return {
    ...ladder,
    semantics: document.semantics,
    ranks: new Map(tiers.map((tier, rank) => [tier.id, rank])),
    climbed: tiers.map(({ threshold, requires, keep }) => ({
      threshold,
      requires: requires ? { mode: requires.mode, check: compileCondition(requires.when, slots) } : null,
      keep: keep ? { minimum: keep.minimum, check: keep.when ? compileCondition(keep.when, slots) : null } : null,
    })),
    hasBase: tiers[0]?.threshold === 0 && tiers[0].requires === undefined,
    gauge,
    column: runningColumn(gauge),
    keepGauge,
    watched: [
      { gauge, marks: tiers.flatMap((tier) => tier.threshold ?? []) },
      ...asked.flatMap((leaf) => {
        const found = gaugeOf(leaf)
        return found ? [{ gauge: found, marks: typeof leaf.value === 'number' ? [leaf.value] : [] }] : []
      }),
    ],
    followsBalance: spec.measure === 'points_balance' || asked.some((leaf) => leaf.fact === 'member.points_balance'),
    asksTier: document.semantics >= 2 && asked.some((leaf) => leaf.fact === 'member.tier'),
    givesBonus: tiers.some((tier) => tier.bonusBps !== 0),
    givesGrowthBonus: tiers.some((tier) => (tier.growthBonusBps ?? 0) !== 0),
    livesByTier: tiers.some((tier) => tier.expiry !== undefined),
    orderMarks: asked.flatMap((leaf) =>
      leaf.fact === 'member.days_since_last_order' && typeof leaf.value === 'number' ? [leaf.value] : [],
    ),
    ofPeriod: [gauge, ...(keepGauge ? [keepGauge] : []), ...askedGauges].filter((one) => one.window.kind === 'tier_period'),
    growthBy: byTrigger((trigger) =>
      document.growthRules
        .filter((rule) => rule.ladderId === ladder.id && rule.spec.trigger === trigger)
        .map((rule) => compileGrowth(rule, slots)),
    ),
  }
}

/** What a leaf measures of a member, where it measures anything that time may change. */
function gaugeOf(leaf: Leaf): Gauge | null {
  const fact: Fact | undefined = facts[leaf.fact as FactKey]
  const counted = fact?.windowed === true || leaf.fact === 'member.days_since_joining'
  if (!counted || slotOf[leaf.fact as FactKey] === undefined) return null
  return { measure: leaf.fact.slice('member.'.length) as Measure, window: leaf.window ?? { kind: 'lifetime' }, category: leaf.category }
}

/** The versions of one tenant in order of taking effect. */
export class Timeline {
  private readonly byId: Map<string, Program>
  /** Whether the days since joining decide a tier in any version, so that time alone moves members to whom nothing has happened. */
  readonly countsFromJoining: boolean
  /** Whether time alone does anything for members to whom nothing has happened: lifts them, or brings them gifts. */
  readonly startsAlone: boolean

  /** Throws when there is no version at all: nothing can be judged then. */
  constructor(
    private readonly programs: readonly Program[],
    /** What the merchant does for a while beside the program. */
    readonly campaigns: Campaigns = noCampaigns,
  ) {
    if (programs.length === 0) throw new RangeError('no version has been published')
    this.byId = new Map(programs.map((p) => [p.id, p]))
    this.countsFromJoining = programs.some((p) =>
      p.ladders.some((ladder) => ladder.watched.some(({ gauge }) => gauge.measure === 'days_since_joining')),
    )
    this.startsAlone =
      this.countsFromJoining || programs.some((p) => p.benefits.some(({ kind, grants }) => kind === 'monthly_coupons' && grants.length > 0))
  }

  /** The version that takes effect last. */
  newest(): Program {
    return this.programs[this.programs.length - 1] as Program
  }

  /** The version in force at an instant; before the first version, the first one judges. */
  at(instant: number): Program {
    let found = this.programs[0] as Program
    for (const program of this.programs) if (program.effectiveFrom <= instant) found = program
    return found
  }

  /** Whether a version still judges: one that was replaced before anything happened does not. */
  has(id: string): boolean {
    return this.byId.has(id)
  }

  /** The version of an id. Throws for one that this tenant never published. */
  version(id: string): Program {
    const program = this.byId.get(id)
    if (!program) throw new RangeError(`unknown version ${id}`)
    return program
  }

  /** The version that follows another, or null when it is the last. */
  after(program: Program): Program | null {
    return this.programs[this.programs.indexOf(program) + 1] ?? null
  }

  /** Position of a version, from 0. */
  indexOf(program: Program): number {
    return this.programs.indexOf(program)
  }

  /** The rules that share a budget among all members in any of the versions, and effects of campaigns that do. */
  budgeted(): Set<string> {
    const rules = new Set(this.campaigns.budgeted().map((rule) => rule.id))
    for (const program of this.programs)
      for (const byTrigger of [program.earningBy, ...program.ladders.map((ladder) => ladder.growthBy)])
        for (const rule of Object.values(byTrigger).flat()) if (rule.caps?.budget !== undefined) rules.add(rule.id)
    return rules
  }
}

/** Compiles versions into a timeline; the order given does not matter. */
export const timelineOf = (versions: readonly ProgramVersion[], campaigns: Campaigns = noCampaigns): Timeline =>
  new Timeline([...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom).map(compileProgram), campaigns)
