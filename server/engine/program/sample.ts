import type { Day } from '../calendar/day'
import { transition } from '../evaluate'
import { enter } from '../ladder/standing'
import { type MemberState, newState } from '../state'
import type { Program, Timeline } from './compile'

/** A made-up member to try a program on: what was bought up to the day before. */
export type SampleMember = { day: Day; joined: Day; spend: number; orders: number; growth: number }

/** The state of a made-up member under a program that has been in force all along. */
export function sampleState(timeline: Timeline, program: Program, member: SampleMember): MemberState {
  const state = newState()
  const before = member.day - 1
  state.day = member.day
  state.version = program.id
  Object.assign(state.history, {
    joined: Math.min(member.joined, before),
    spend: member.spend,
    orders: member.orders,
    days: member.spend !== 0 || member.orders > 0 ? [[before, member.spend, member.orders, 0]] : [],
    lastOrder: member.orders > 0 ? before : null,
  })
  for (const ladder of program.ladders) {
    const growth = ladder.spec.measure === 'growth' ? member.growth : 0
    state.standing.ladders[ladder.id] = { ...enter(ladder), growth, growthDays: growth > 0 ? [[before, growth]] : [] }
  }
  return transition(program, timeline, state, { falls: 'at_once' }).state
}
