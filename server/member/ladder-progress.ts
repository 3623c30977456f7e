import { type Day, isoOf } from '@/server/engine/calendar/day'
import { progressOf } from '@/server/engine/ladder/progress'
import type { CompiledLadder } from '@/server/engine/program/compile'
import type { ToldProgress } from '@/server/engine/sentence/progress'
import type { MemberState } from '@/server/engine/state'

type TierFacts = { name: string; color: string; icon: string }

/** How far a member is on one ladder. Dates are tenant-local; money in minor units. */
export type LadderProgress = Omit<ToldProgress, 'tier' | 'next'> & {
  ladder: string
  tier: (TierFacts & { code: string }) | null
  next: (NonNullable<ToldProgress['next']> & TierFacts) | null
}

const iso = (day: Day | null): string | null => (day === null ? null : isoOf(day))

/** Progress on each ladder that a member stands on, as of a local date to which the state has come. */
export const ladderProgress = (ladders: readonly CompiledLadder[], state: MemberState, today: Day): LadderProgress[] =>
  ladders.flatMap((ladder) => {
    if (!state.standing.ladders[ladder.id]) return []
    const { tier, next, until, grace, override, ladder: named, ...rest } = progressOf(ladder, state, today)
    return {
      ...rest,
      ladder: named.name,
      tier: tier && { code: tier.code, name: tier.name, color: tier.color, icon: tier.icon },
      next: next && {
        name: next.tier.name,
        color: next.tier.color,
        icon: next.tier.icon,
        threshold: next.threshold,
        missing: next.missing,
        requires: next.requires,
        closes: iso(next.closes),
        daysLeft: next.daysLeft,
        rises: next.rises,
        held: next.held,
      },
      until: iso(until),
      grace: iso(grace),
      override: override && { ...override, until: iso(override.until) },
    }
  })
