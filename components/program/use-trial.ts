'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { type Timeline, timelineOf } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import { type Budgets, type Described, describedState, tryOut } from '@/server/engine/program/trial'
import type { Surround } from '@/server/engine/sentence/wording'
import { type MemberState, newState, type OrderRecord, revive } from '@/server/engine/state'
import { orderKey } from '@/server/engine/vocabulary'
import type { TrialMember } from '@/server/program/trial-member'
import { useTRPC } from '../trpc/client'
import { type TrialTold, tellTrial } from './tell-trial'
import { attemptOf, type EventForm, type Obstacle, obstacleOf } from './trial-form'

/** Who it is tried on: a member of the house, or one as described. */
export type Who = { memberId: string | null; described: Described }

/** By what it is judged: what is in force when it happens (real members only), or one document as if it began now. */
export type By = { kind: 'natural' } | { kind: 'document'; document: ProgramDocument }

export type Trial =
  | { kind: 'told'; told: TrialTold; from: string; book: ReadonlyMap<string, OrderRecord> }
  | { kind: 'obstacle'; obstacle: Obstacle; from: string; book: ReadonlyMap<string, OrderRecord> }

const TRIED_VERSION = 'tried'

/** The member of the house that it is tried on, as the server has it stored. */
export function useTrialMember(memberId: string | null) {
  const trpc = useTRPC()
  return useQuery(trpc.program.trialMember.queryOptions({ memberId: memberId ?? '' }, { enabled: memberId !== null }))
}

/** Judges what is typed, here in the browser, each time it changes. Nothing is written anywhere. */
export function useTrial(
  by: By | null,
  who: Who,
  stored: TrialMember | undefined,
  earlier: readonly EventForm[],
  form: EventForm,
  surround: Surround,
): Trial | null {
  return useMemo(() => {
    if (by === null || (who.memberId !== null && stored === undefined)) return null
    if (by.kind === 'natural' && !stored) return null
    // The event happens when it is judged; the clock is read once per change.
    return runTrial(
      by,
      who.memberId === null ? { described: who.described } : { stored: stored as TrialMember },
      earlier,
      form,
      surround,
      Date.now(),
    )
  }, [by, who, stored, earlier, form, surround])
}

type On = { stored: TrialMember } | { described: Described }

/** One trial from beginning to end. The same engine judges on the server. */
export function runTrial(by: By, on: On, earlier: readonly EventForm[], form: EventForm, surround: Surround, now: number): Trial {
  const { timeline, state, timeZone, budgets, documentOf, begins } = setUp(by, on, now)
  const today = localDay(timeZone, now)
  const attempts = [...earlier, form].map((typed, place) => {
    const attempt = attemptOf(typed, place, timeZone, now)
    return attempt.day === today ? { ...attempt, at: Math.max(attempt.at, begins) } : attempt
  })
  const before = earlier.length === 0 ? state : tryOut(timeline, state, attempts.slice(0, -1), budgets).after
  const { book } = before.history
  const from = Math.max(before.day, today)
  const obstacle = obstacleOf(form, attempts.at(-1)?.day ?? today, from, book)
  const common = { from: isoOf(from), book }
  if (obstacle !== null) return { kind: 'obstacle', obstacle, ...common }
  try {
    const tried = tryOut(timeline, state, attempts, budgets)
    return { kind: 'told', told: tellTrial(tried, documentOf(tried.program.id), surround), ...common }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'obstacle', obstacle: 'behind', ...common }
    throw error
  }
}

type Ready = {
  timeline: Timeline
  state: MemberState
  timeZone: string
  budgets: Budgets
  documentOf: (version: string) => ProgramDocument
  /** When the document begins to judge. */
  begins: number
}

function setUp(by: By, on: On, now: number): Ready {
  if ('described' in on) {
    if (by.kind === 'natural') throw new RangeError('a described member needs a document')
    const { document } = by
    const { timeZone } = document
    const timeline = timelineOf([{ id: TRIED_VERSION, effectiveFrom: 0, document }])
    const state = describedState(timeline, timeline.version(TRIED_VERSION), timeZone, localDay(timeZone, now), on.described)
    return { timeline, state, timeZone, budgets: fullBudgets(document), documentOf: () => document, begins: 0 }
  }
  const { stored } = on
  const state = stateOf(stored)
  const { timeZone, versions } = stored
  if (by.kind === 'natural') {
    const documents = new Map(versions.map((version) => [version.id, version.document]))
    const documentOf = (id: string) => documents.get(id) as ProgramDocument
    return { timeline: timelineOf(versions), state, timeZone, budgets: stored.budgets, documentOf, begins: 0 }
  }
  const { document } = by
  // As if it took effect now, behind everything that the member has been through.
  const begins = Math.max(now, (state.position?.[0] ?? 0) + 1)
  const timeline = timelineOf([
    ...versions.filter((version) => version.effectiveFrom < begins),
    { id: TRIED_VERSION, effectiveFrom: begins, document },
  ])
  return { timeline, state, timeZone, budgets: { ...fullBudgets(document), ...stored.budgets }, documentOf: () => document, begins }
}

/** What each rule's budget would have left if nothing had been given. */
const fullBudgets = (document: ProgramDocument): Record<string, number> =>
  Object.fromEntries(
    [...document.earningRules, ...document.growthRules].flatMap(({ id, spec }) =>
      spec.caps?.budget === undefined ? [] : [[id, spec.caps.budget]],
    ),
  )

function stateOf({ state, orders }: TrialMember): MemberState {
  const book = new Map(orders.map(({ channel, orderNo, record }) => [orderKey(channel, orderNo), record]))
  // The engine changes what it is given; what was fetched stays as it is.
  return state === null ? newState() : structuredClone(revive(state, book))
}
