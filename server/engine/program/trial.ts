import type { Day } from '../calendar/day'
import { startOfDay } from '../calendar/zone'
import { Run, type Until } from '../evaluate'
import { giveGrants } from '../grants'
import { copyState, type MemberState } from '../state'
import type { Decisions, Movement, Outcome, Reminder, TierChange } from '../trace'
import type { FieldValues, StoredEventBody } from '../vocabulary'
import type { Program, Timeline } from './compile'
import { sampleState } from './sample'

/** A member as somebody describes them, to try a program on. Money in minor units; a birthday is month and date, `03-15`. */
export type Described = {
  tierId: string | null
  joinedDaysAgo: number
  spend: number
  orders: number
  growth: number
  points: number
  birthday: string | null
  tags: string[]
  fields: FieldValues
}

/** What is tried: an event at an instant, or time alone when there is no body. */
export type Attempt = { day: Day; at: number; store: string | null; body: StoredEventBody | null }

/** What rules with a budget have given to all members together, by rule. What is left of it depends on the version that judges. */
export type Given = Readonly<Record<string, number>>

/** What followed in one stretch: rows, changes of tier and reminders. */
export type Followed = { movements: Movement[]; tierChanges: TierChange[]; reminders: Reminder[] }

/** One attempt: how the member stood at first, just before it and just after; what time did on the way, and what the event did. */
export type Tried = {
  start: MemberState
  before: MemberState
  after: MemberState
  way: Followed
  event: Followed
  /** Nothing when time alone was tried. */
  outcome: Outcome | null
  /** The version that judged. */
  program: Program
}

/** Where everything that is tried comes from. */
const TRIAL_SOURCE = 'trial'

/** The name that an attempt has in the log of a trial, by its place. */
const attemptId = (place: number): string => `trial-${place}`

/**
 * Lets time pass up to each attempt and applies it, one behind the other, as the server would; says what became of the
 * last one. Nothing is written, and the state given is left as it was. Throws a RangeError for an attempt that lies
 * before what the member has already been through.
 */
export function tryOut(timeline: Timeline, start: MemberState, attempts: readonly Attempt[], before: Given = {}): Tried {
  const given = new Map(Object.entries(before))
  const run = new Run(timeline, copyState(start), (rule, wanted, _, budget) => {
    const soFar = given.get(rule) ?? 0
    const gives = Math.min(wanted, Math.max(0, budget - soFar))
    given.set(rule, soFar + gives)
    return gives
  })
  let stood = start
  let tried: Tried | null = null
  for (const [place, attempt] of attempts.entries()) {
    tried = one(run, timeline, stood, attemptId(place), attempt)
    stood = tried.after
  }
  if (tried === null) throw new RangeError('nothing to try')
  return tried
}

function one(run: Run, timeline: Timeline, start: MemberState, id: string, { day, at: asked, store, body }: Attempt): Tried {
  const first = marks(run.decisions)
  passTime(run, timeline, { day: Math.max(day, run.state.day), at: asked }, `${id}-way`)
  const before = copyState(run.state)
  const middle = marks(run.decisions)
  // An event of the very day may not lie before what that day has seen already.
  const at = Math.max(asked, (run.state.position?.[0] ?? 0) + 1)
  const outcome = body && run.apply({ id, source: TRIAL_SOURCE, key: id, at, day, store, body })
  give(run, timeline, `${id}-gift`)
  const after = copyState(run.state)
  return {
    start,
    before,
    after,
    way: between(run.decisions, first, middle),
    event: between(run.decisions, middle, marks(run.decisions)),
    outcome,
    program: timeline.version(run.state.version as string),
  }
}

/** Lets time pass as it does in truth: night by night where something is due, and what is given by it is given that night. */
function passTime(run: Run, timeline: Timeline, until: Until, name: string): void {
  const giveNow = () => give(run, timeline, `${name}-${run.state.day}`)
  for (let due = run.nextDue(); due !== null && due > run.state.day && due < until.day; due = run.nextDue()) {
    const { timeZone } = timeline.version(run.state.version as string)
    const at = startOfDay(timeZone, due)
    if (at >= until.at) break
    run.advance({ day: due, at })
    giveNow()
  }
  run.advance(until)
  giveNow()
}

/** Gives what is given once, behind everything that has been applied, as the shell does. */
function give(run: Run, timeline: Timeline, name: string): void {
  const { timeZone } = timeline.version(run.state.version as string)
  giveGrants(run, timeZone, ({ ladder, tier, day }) => {
    const id = `${name}:${ladder}:${tier}:${day}`
    return { id, source: TRIAL_SOURCE, key: id }
  })
}

type Marks = { movements: number; tierChanges: number; reminders: number }

const marks = ({ movements, tierChanges, reminders }: Decisions): Marks => ({
  movements: movements.length,
  tierChanges: tierChanges.length,
  reminders: reminders.length,
})

const between = (decisions: Decisions, from: Marks, to: Marks): Followed => ({
  movements: decisions.movements.slice(from.movements, to.movements),
  tierChanges: decisions.tierChanges.slice(from.tierChanges, to.tierChanges),
  reminders: decisions.reminders.slice(from.reminders, to.reminders),
})

/** The state of a described member on the morning of `today`, under a program that has been in force all along. */
export function describedState(timeline: Timeline, program: Program, timeZone: string, today: Day, member: Described): MemberState {
  const { joinedDaysAgo, spend, orders, growth, birthday } = member
  const state = sampleState(timeline, program, { day: today, joined: today - joinedDaysAgo, spend, orders, growth })
  const [month, date] = (birthday ?? '').split('-').map(Number)
  state.history.birthday = month && date ? [month, date] : null
  const run = new Run(timeline, state)
  const morning = startOfDay(timeZone, today)
  for (const [place, body] of toldOf(member, program, state).entries()) {
    const id = `described-${place}`
    run.apply({ id, source: TRIAL_SOURCE, key: id, at: morning + place, day: today, store: null, body })
  }
  return run.state
}

/** What has to have happened for the member to be as described. */
function toldOf({ fields, tags, points, tierId }: Described, program: Program, state: MemberState): StoredEventBody[] {
  const told: StoredEventBody[] = []
  if (Object.keys(fields).length > 0) told.push({ type: 'member.profile_changed', fields })
  if (tags.length > 0) told.push({ type: 'member.tagged', add: tags, remove: [] })
  if (points > 0) told.push({ type: 'points.adjusted', amount: points, reason: '', taken: [] })
  const { id, tiers } = program.primary
  const stands = state.standing.ladders[id]?.tier ?? null
  if (tierId !== null && tierId !== stands && tiers.some((tier) => tier.id === tierId))
    told.push({ type: 'tier.set', ladder: id, tier: tierId, until: null, locked: false, reason: '' })
  return told
}
