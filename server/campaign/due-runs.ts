import { isoOf } from '@/server/engine/calendar/day'
import { localDay, localMinute, startOfDay } from '@/server/engine/calendar/zone'
import type { CampaignTerms, Moment, Span } from '@/server/engine/campaign/campaign'
import { type CompiledSchedule, compileSchedule } from '@/server/engine/campaign/schedule'
import { isLive } from '@/server/engine/campaign/standing'

/** What is to be known of a live campaign to say what of it is due. */
export type LiveCampaign = { id: string; terms: CampaignTerms; noticeDays: number | null; spans: readonly Span[] }

/** A run to begin: the place of the effect (or of the notice), what it is for, and the date of both. */
export type DueRun = { campaignId: string; effect: number; occasion: string; day: string }

/** The place of the notice beforehand among the effects of a campaign. */
export const NOTICE = -1

/** Effects that give to many by time alone, and how. */
export type ByTime = Extract<Moment, { kind: 'occasion' | 'birthday' | 'asleep' }>
export const isByTime = (at: Moment): at is ByTime => at.kind === 'occasion' || at.kind === 'birthday' || at.kind === 'asleep'

// The terms of a campaign stand still from its launch, so its schedule is compiled once.
const compiled = new Map<string, CompiledSchedule>()
const MOST_HELD = 5_000

function scheduleOf({ id, terms }: Pick<LiveCampaign, 'id' | 'terms'>): CompiledSchedule {
  const held = compiled.get(id)
  if (held) return held
  const schedule = compileSchedule(terms.schedule)
  if (compiled.size >= MOST_HELD) compiled.clear()
  compiled.set(id, schedule)
  return schedule
}

/**
 * What a live campaign has to begin at an instant of the tenant's clock. An occasion is due from the first minute of its
 * first day, or of the first hours of that day, for as long as it lasts; birthdays and sleepers are looked for on each
 * day on which the campaign falls; a notice is due from so many days before an occasion until it begins.
 */
export function dueRuns(campaign: LiveCampaign, zone: string, at: number): DueRun[] {
  const { id: campaignId, terms, noticeDays, spans } = campaign
  if (!isLive(spans, at)) return []
  const schedule = scheduleOf(campaign)
  const today = localDay(zone, at)
  const due: DueRun[] = []
  const begins = terms.schedule.hours?.[0]?.from ?? '00:00'
  const hasBegun = localMinute(zone, at) >= Number(begins.slice(0, 2)) * 60 + Number(begins.slice(3))
  const occasion = schedule.occasionOf(today)
  if (occasion !== null)
    for (const [effect, { at: moment }] of terms.effects.entries()) {
      if (!isByTime(moment)) continue
      const day = moment.kind === 'occasion' ? occasion : today
      if (day < today || hasBegun) due.push({ campaignId, effect, occasion: isoOf(day), day: isoOf(day) })
    }
  if (noticeDays !== null)
    for (const day of schedule.occasions(today + 1, noticeDays))
      if (day <= today + noticeDays) due.push({ campaignId, effect: NOTICE, occasion: isoOf(day), day: isoOf(day) })
  return due
}

/** The instant at which a campaign is over for good: the start of the day behind its last one; nothing while it is not. */
export function overSince(campaign: Pick<LiveCampaign, 'id' | 'terms'>, zone: string, at: number): number | null {
  const today = localDay(zone, at)
  if (scheduleOf(campaign).next(today - 1) !== null) return null
  return startOfDay(zone, lastDay(campaign, today - 1) + 1)
}

/** The last date, up to one on which it is over, on which a campaign fell; the date itself where that lies too far back to be looked for. */
function lastDay(campaign: Pick<LiveCampaign, 'id' | 'terms'>, over: number): number {
  const { fallsOn } = scheduleOf(campaign)
  for (let day = over; day > over - FAR_BACK; day--) if (fallsOn(day)) return day
  return over
}
const FAR_BACK = 62
