import { dayOf } from '../calendar/day'
import { localDay } from '../calendar/zone'
import type { StoredEventBody } from '../vocabulary'
import { isPrice, type MomentKind } from './campaign'
import type { Campaigns, CompiledCampaign } from './compile'
import { type OnOrNot, onOrNot } from './standing'

/** At which moment of campaigns an event is, where people look for what one would have given. */
export function momentOf(event: StoredEventBody['type']): MomentKind | null {
  switch (event) {
    case 'order.paid':
      return 'order'
    case 'member.registered':
      return 'registered'
    case 'member.checked_in':
      return 'checked_in'
    case 'member.referred':
      return 'referred'
    default:
      return null
  }
}

/** A campaign that was not on, and why. */
export type Off = { campaign: CompiledCampaign; why: Exclude<OnOrNot, 'on'> }

/** How far from its time, in days, people may still look for a campaign. */
const AROUND = 31

/**
 * The campaigns that give something at a moment and were not on at an instant, though at work around that day: so that
 * it can be said why something else did not come.
 */
export function campaignsOff(campaigns: Campaigns, zone: string, at: number, moment: MomentKind): Off[] {
  const asked = new Set(campaigns.at(moment).flatMap(({ campaign, gives }) => (isPrice(gives) ? [] : [campaign])))
  const day = localDay(zone, at)
  return [...asked].flatMap((campaign): Off[] => {
    const found = onOrNot(campaign, zone, at)
    if (found === 'on') return []
    const { spans, from, terms } = campaign
    const [first, last] = [spans[0], spans[spans.length - 1]]
    if (first === undefined || last === undefined) return []
    // At work, but its first date had not come.
    const why = found === 'other_day' && day < from ? 'not_begun' : found
    const begins = Math.max(localDay(zone, first.from), from)
    const { until } = terms.schedule
    const ends = Math.min(
      last.until === null ? Number.POSITIVE_INFINITY : localDay(zone, last.until),
      until === undefined ? Number.POSITIVE_INFINITY : dayOf(until),
    )
    return begins - day > AROUND || day - ends > AROUND ? [] : [{ campaign, why }]
  })
}
