import type { Day } from '../calendar/day'
import { type Check, compileCondition, Slots } from '../condition/compile'
import { type Condition, leavesOf } from '../condition/condition'
import type { Program } from '../program/compile'
import type { MemberState } from '../state'
import { nothingSeen, readFacts } from './facts'

/** A condition about members that stands outside the rules of a program, with slots of its own. */
export type Audience = {
  check: Check
  slots: Slots
  reads: number[]
  /** The slot of each leaf, so that it can be said what the one that failed saw. */
  leaves: number[]
}

/** Compiles a condition about members, once for as many of them as are asked about. */
export function compileAudience(condition: Condition): Audience {
  const slots = new Slots()
  const check = compileCondition(condition, slots)
  const leaves = leavesOf(condition).map((leaf) => slots.slotFor(leaf))
  return { check, slots, reads: [...new Set(leaves)].sort((a, b) => a - b), leaves }
}

/** Whether a member, as known on `day`, is one whom the condition means. The hour and the store are seen where they are given. */
export function meets(
  audience: Audience,
  program: Program,
  state: MemberState,
  day: Day,
  at: number | null = null,
  store: string | null = null,
): boolean {
  return audience.check(readFacts(program, state, nothingSeen(day, at, store), audience.reads, day, audience.slots.probes)) === -1
}
