import { standingOn } from './ladder/standing'
import type { Program } from './program/compile'
import { availablePoints, type MemberState } from './state'
import type { Answer, Movement } from './trace'

/** What an event came to, by the rows that it wrote: those from the `from`th on. */
export function answerOf(program: Program, state: MemberState, movements: readonly Movement[], from: number): Answer {
  let earned = 0
  let reversed = 0
  for (let i = from; i < movements.length; i++) {
    const row = movements[i] as Movement
    if (row.unit !== 'points') continue
    if (row.from === 'issued') earned += row.amount
    if (row.to === 'reversed') reversed += row.amount
  }
  const primary = standingOn(program.primary, state.standing)
  return { earned, reversed, balance: availablePoints(state.standing), tier: primary.tier, growth: primary.growth }
}
