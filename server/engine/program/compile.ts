import type { Day } from '../calendar/day'
import { localDay } from '../calendar/zone'
import type { Ladder } from '../ladder/ladder'
import type { PointsPolicy } from '../points/policy'
import { type CompiledRule, compileRule } from '../rule/judge'
import type { Trigger } from '../vocabulary'
import type { ProgramDocument } from './document'

/** A frozen program and when it begins to judge, as an instant in milliseconds. */
export type ProgramVersion = { id: string; effectiveFrom: number; document: ProgramDocument }

/** A ladder ready to be climbed: tiers lowest first, and the rank of each by its id. */
export type CompiledLadder = Ladder & { ranks: Map<string, number>; growthBy: Record<Trigger, CompiledRule[]> }

/** A version ready to judge. */
export type Program = {
  id: string
  effectiveFrom: number
  /** The tenant-local date on which it takes effect. */
  effectiveDay: Day
  ladders: CompiledLadder[]
  primary: CompiledLadder
  earningBy: Record<Trigger, CompiledRule[]>
  points: PointsPolicy
}

const byTrigger = <T>(make: (trigger: Trigger) => T): Record<Trigger, T> => ({
  'order.paid': make('order.paid'),
  'member.registered': make('member.registered'),
  'member.checked_in': make('member.checked_in'),
})

/** Compiles a version once; conditions become closures. Throws when the document has no ladder. */
export function compileProgram({ id, effectiveFrom, document }: ProgramVersion): Program {
  const ladders = document.ladders.map(
    (ladder): CompiledLadder => ({
      ...ladder,
      ranks: new Map(ladder.tiers.map((tier, rank) => [tier.id, rank])),
      growthBy: byTrigger((trigger) =>
        document.growthRules
          .filter((rule) => rule.ladderId === ladder.id && rule.spec.trigger === trigger)
          .map(({ id, spec }) => compileRule(id, spec.when, spec.reward.growth, spec.reward.kind === 'rate' ? spec.reward.per : null)),
      ),
    }),
  )
  const primary = ladders.find((ladder) => ladder.primary) ?? ladders[0]
  if (!primary) throw new RangeError('a program needs a ladder')
  return {
    id,
    effectiveFrom,
    effectiveDay: localDay(document.timeZone, effectiveFrom),
    ladders,
    primary,
    earningBy: byTrigger((trigger) =>
      document.earningRules
        .filter((rule) => rule.spec.trigger === trigger)
        .map(({ id, spec }) => compileRule(id, spec.when, spec.reward.points, spec.reward.kind === 'rate' ? spec.reward.per : null)),
    ),
    points: document.points,
  }
}

/** The versions of one tenant in order of taking effect. */
export class Timeline {
  private readonly byId: Map<string, Program>

  /** Throws when there is no version at all: nothing can be judged then. */
  constructor(private readonly programs: readonly Program[]) {
    if (programs.length === 0) throw new RangeError('no version has been published')
    this.byId = new Map(programs.map((p) => [p.id, p]))
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
}

/** Compiles versions into a timeline; the order given does not matter. */
export const timelineOf = (versions: readonly ProgramVersion[]): Timeline =>
  new Timeline([...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom).map(compileProgram))
