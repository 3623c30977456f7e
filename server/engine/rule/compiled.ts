import { type Day, dayOf } from '../calendar/day'
import { type Check, compileCondition, type Slots, slotOf } from '../condition/compile'
import { type Condition, leavesOf } from '../condition/condition'
import type { Caps, CouponGift, GoodsGift, TierUnits } from './terms'

/**
 * What a rule gives for an event: so much once, for each amount of money, for each item; or it multiplies what rates give.
 * A bonus adds to what rates give and gives what it adds by itself.
 */
export type Giving =
  | { kind: 'flat' | 'per_item'; units: number }
  | { kind: 'rate'; units: number; per: number; fullSteps: boolean }
  | { kind: 'multiplier'; factorBps: number }
  | { kind: 'bonus'; bps: number }

/** The caps of a rule, and the most it gives to all members on one date, which only campaigns know. */
export type RuleCaps = Caps & { budgetPerDay?: number }

/** A rule ready to be judged. */
export type CompiledRule = {
  id: string
  giving: Giving
  check: Check | null
  /** The fact slot of each leaf of the condition, so that a trace can say what the failing leaf saw. */
  slots: number[]
  /** Which lines count; all of them when null. */
  lines: Check | null
  withShipping: boolean
  byTier: Map<string, number> | null
  caps: RuleCaps | null
  from: Day | null
  until: Day | null
  stops: boolean
  /** Weight in basis points. */
  weightBps: number
  /** Which of the merchant's own events it answers to. */
  event: string | null
  /** Coupons that it gives instead of points. */
  coupons: readonly CouponGift[] | null
  /** Goods or chances that it gives instead of points. */
  goods: GoodsGift | null
  /** The campaign it belongs to. Rules of the program do not stop it. */
  campaign: string | null
}

/** What earning rules and growth rules have in common. */
export type RuleTermsOf = {
  when?: Condition | undefined
  lines?: Condition | undefined
  caps?: Caps | undefined
  from?: string | undefined
  until?: string | undefined
  stops?: boolean | undefined
  withShipping?: boolean | undefined
  event?: string | undefined
  weightBps?: number | undefined
}
type RewardOf =
  | { kind: 'flat' | 'per_item'; units: number; byTier?: readonly TierUnits[] | undefined }
  | { kind: 'rate'; units: number; per: number; mode?: 'exact' | 'full_step' | undefined; byTier?: readonly TierUnits[] | undefined }
  | { kind: 'multiplier'; factorBps: number }

/** Compiles one rule; conditions become closures over the slots of its version. */
export function compileRule(id: string, terms: RuleTermsOf, reward: RewardOf, slots: Slots): CompiledRule {
  const byTier = reward.kind === 'multiplier' ? undefined : reward.byTier
  return {
    id,
    giving:
      reward.kind === 'rate'
        ? { kind: 'rate', units: reward.units, per: reward.per, fullSteps: reward.mode === 'full_step' }
        : reward.kind === 'multiplier'
          ? { kind: 'multiplier', factorBps: reward.factorBps }
          : { kind: reward.kind, units: reward.units },
    check: terms.when ? compileCondition(terms.when, slots) : null,
    slots: terms.when ? leavesOf(terms.when).map((leaf) => slots.slotFor(leaf)) : [],
    lines: terms.lines ? compileCondition(terms.lines, slots) : null,
    withShipping: terms.withShipping === true,
    byTier: byTier ? new Map(byTier.map(({ tierId, units }) => [tierId, units])) : null,
    caps: terms.caps && Object.keys(terms.caps).length > 0 ? terms.caps : null,
    from: terms.from === undefined ? null : dayOf(terms.from),
    until: terms.until === undefined ? null : dayOf(terms.until),
    stops: terms.stops === true,
    weightBps: terms.weightBps ?? 10_000,
    event: terms.event ?? null,
    coupons: null,
    goods: null,
    campaign: null,
  }
}

/** The fact slots that judging a rule reads. */
export const slotsOfRule = (rule: CompiledRule): number[] => [...rule.slots, ...(rule.byTier === null ? [] : [slotOf['member.tier']])]
