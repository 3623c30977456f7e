'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { ProgramDocument } from '@/server/engine/program/document'
import { type Attempt, type Described, tryOut } from '@/server/engine/program/trial'
import { type CampaignsAtWork, startDescribed, startReal, type TrialMember, type TrialStart } from '@/server/engine/program/trial-start'
import type { Surround } from '@/server/engine/sentence/wording'
import type { OrderRecord } from '@/server/engine/state'
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

/** The member of the house that it is tried on, as the server has it stored. */
export function useTrialMember(memberId: string | null) {
  const trpc = useTRPC()
  return useQuery(trpc.program.trialMember.queryOptions({ memberId: memberId ?? '' }, { enabled: memberId !== null }))
}

/** The campaigns that a described member is tried with; nothing is asked for where one of the house is tried. */
export function useTrialCampaigns(asked: boolean) {
  const trpc = useTRPC()
  return useQuery(trpc.program.trialCampaigns.queryOptions(undefined, { enabled: asked }))
}

/** Judges what is typed, here in the browser, each time it changes. Nothing is written anywhere. */
export function useTrial(
  by: By | null,
  who: Who,
  stored: TrialMember | undefined,
  campaigns: CampaignsAtWork | null | undefined,
  earlier: readonly EventForm[],
  form: EventForm,
  surround: Surround,
): Trial | null {
  return useMemo(() => {
    if (by === null || (who.memberId !== null && stored === undefined)) return null
    if (by.kind === 'natural' && !stored) return null
    if (who.memberId === null && campaigns === undefined) return null
    // The event happens when it is judged; the clock is read once per change.
    return runTrial(
      by,
      who.memberId === null ? { described: who.described, campaigns: campaigns ?? null } : { stored: stored as TrialMember },
      earlier,
      form,
      surround,
      Date.now(),
    )
  }, [by, who, stored, campaigns, earlier, form, surround])
}

type On = { stored: TrialMember } | { described: Described; campaigns: CampaignsAtWork | null }

/** One trial from beginning to end. The same engine judges on the server. */
export function runTrial(by: By, on: On, earlier: readonly EventForm[], form: EventForm, surround: Surround, now: number): Trial {
  const { timeline, state, timeZone, given, documentOf, begins } = startOf(by, on, now)
  const today = localDay(timeZone, now)
  const attempts = [...earlier, form].map((typed, place) => {
    const attempt = attemptOf(typed, place, timeZone, now)
    return attempt.day === today ? { ...attempt, at: Math.max(attempt.at, begins) } : attempt
  })
  const before = earlier.length === 0 ? state : tryOut(timeline, state, attempts.slice(0, -1), given).after
  const { book } = before.history
  const from = Math.max(before.day, today)
  const obstacle = obstacleOf(form, attempts.at(-1)?.day ?? today, from, book)
  const common = { from: isoOf(from), book }
  if (obstacle !== null) return { kind: 'obstacle', obstacle, ...common }
  try {
    const tried = tryOut(timeline, state, attempts, given)
    return {
      kind: 'told',
      told: tellTrial(tried, documentOf(tried.program.id), surround, {
        campaigns: timeline.campaigns,
        zone: timeZone,
        attempt: attempts[attempts.length - 1] as Attempt,
      }),
      ...common,
    }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'obstacle', obstacle: 'behind', ...common }
    throw error
  }
}

/** Only a member of the house can be judged by whatever is in force when it happens. */
function startOf(by: By, on: On, now: number): TrialStart {
  const document = by.kind === 'natural' ? null : by.document
  if ('stored' in on) return startReal(on.stored, document, now)
  if (document === null) throw new RangeError('a described member needs a document')
  return startDescribed(document, on.described, now, on.campaigns)
}
