import type { Day } from '../calendar/day'
import { localDay, localMinute } from '../calendar/zone'
import type { CampaignPhase, CampaignState, Span } from './campaign'
import type { CompiledSchedule } from './schedule'

/** Why a campaign is not on at an instant, or that it is. */
export type OnOrNot = 'on' | 'not_begun' | 'paused' | 'ended' | 'other_day' | 'other_hour'

/** Whether a campaign was at work at an instant. */
export function isLive(spans: readonly Span[], at: number): boolean {
  for (let i = spans.length - 1; i >= 0; i--) {
    const { from, until } = spans[i] as Span
    if (from <= at) return until === null || at < until
  }
  return false
}

type Scheduled = { spans: readonly Span[]; paused: boolean; schedule: CompiledSchedule }

/** Whether a campaign is on at an instant of the tenant's clock: at work, and on its schedule. */
export const isOn = ({ spans, schedule }: Omit<Scheduled, 'paused'>, zone: string, at: number): boolean =>
  isLive(spans, at) && schedule.isOn(localDay(zone, at), localMinute(zone, at))

/** The same with its reason. */
export function onOrNot({ spans, paused, schedule }: Scheduled, zone: string, at: number): OnOrNot {
  const first = spans[0]
  if (first === undefined || at < first.from) return 'not_begun'
  const day = localDay(zone, at)
  if (!isLive(spans, at)) return paused || spans.some(({ from }) => from > at) ? 'paused' : 'ended'
  if (!schedule.fallsOn(day)) return schedule.next(day) === null ? 'ended' : 'other_day'
  return schedule.isOn(day, localMinute(zone, at)) ? 'on' : 'other_hour'
}

/** The first date on which a campaign was at work and on its schedule may have been. */
export const campaignBegins = ({ spans, from }: { spans: readonly Span[]; from: Day }, zone: string): Day =>
  Math.max(localDay(zone, spans[0]?.from ?? 0), from)

/** What merchants see of a state on a date: a live campaign is still to begin, runs or is over. */
export function phaseOf(state: CampaignState, schedule: { from: string; until?: string | undefined }, today: string): CampaignPhase {
  if (state !== 'live') return state
  if (today < schedule.from) return 'scheduled'
  return schedule.until !== undefined && today > schedule.until ? 'ended' : 'running'
}
