import type { Day } from '../../calendar/day'
import { catalogueOf, type Fact } from '../../condition/facts'
import type { GrowthRule } from '../../growth/growth-rule'
import type { Ladder } from '../../ladder/ladder'
import type { EarningRule } from '../../points/earning-rule'
import type { ProgramDocument } from '../document'
import { type Place, type Problem, type ProblemCode, severityOf } from '../problem'

/** What stands outside the document: the stores and coupons it may name, and the tenant-local date. */
export type Surroundings = {
  stores: ReadonlySet<string>
  today: Day
  /** Coupon templates by id, where they are known. */
  coupons?: ReadonlyMap<string, { name: string; state: string }>
}

/** One rule of either kind, and where it stands. */
export type RuleAt = { rule: EarningRule | GrowthRule; place: Place }

/** A document on its way through the checks, and what they found. */
export class Lint {
  readonly problems: Problem[] = []
  readonly catalogue: ReadonlyMap<string, Fact>
  readonly primary: Ladder | undefined
  readonly rules: readonly RuleAt[]
  private readonly seen = new Set<string>()

  constructor(
    readonly document: ProgramDocument,
    readonly around: Surroundings,
  ) {
    this.catalogue = catalogueOf(document.fields ?? [])
    this.primary = document.ladders.find((l) => l.primary) ?? document.ladders[0]
    this.rules = [
      ...document.growthRules.map((rule, i) => ({ rule, place: ['growthRules', i] as Place })),
      ...document.earningRules.map((rule, i) => ({ rule, place: ['earningRules', i] as Place })),
    ]
  }

  /** Notes a problem; the same of one place is noted once. */
  found(code: ProblemCode, place: Place, details: Record<string, string | number> = {}): void {
    const key = `${code}:${place.join('.')}`
    if (this.seen.has(key)) return
    this.seen.add(key)
    this.problems.push({ code, severity: severityOf(code), place, details })
  }
}
