import { and, eq, ne } from 'drizzle-orm'
import * as z from 'zod'
import { campaigns } from '@/db/schema'
import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import type { Span } from '@/server/engine/campaign/campaign'
import { type Meeting, meetingsOn } from '@/server/engine/campaign/overlaps'
import { compileSchedule } from '@/server/engine/campaign/schedule'
import { phaseOf } from '@/server/engine/campaign/standing'
import type { ProgramDocument } from '@/server/engine/program/document'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import type { CampaignRow } from './campaign-row'
import { programsFrom } from './check-campaign'
import type { CampaignCalendar, Overlap } from './views'

const MOST_DAYS = 62

export const CalendarAsk = z
  .strictObject({ from: z.iso.date('rule.date_format'), until: z.iso.date('rule.date_format') })
  .refine(({ from, until }) => from <= until, { path: ['until'], message: 'rule.ends_before_start' })
  .refine(({ from, until }) => dayOf(until) - dayOf(from) < MOST_DAYS, { path: ['until'], message: 'campaign.calendar_too_long' })
export type CalendarAsk = z.infer<typeof CalendarAsk>

type Stretch = { from: Day; until: Day; today: Day }
type Shown = { row: CampaignRow; days: Day[] }

/**
 * The campaigns of some days: where they were at work, on days gone by; where their schedule puts them, from today on.
 * And what those of one day mean together under the program in force.
 */
export const readCalendar = (scope: TenantScope, { from, until }: CalendarAsk): Promise<CampaignCalendar> =>
  inTenant(
    scope,
    'campaign:read',
    async (tx) => {
      const { timeZone } = await tenantTerms(tx)
      const at = now().getTime()
      const today = localDay(timeZone, at)
      const rows = await tx.orm
        .select()
        .from(campaigns)
        .where(and(eq(campaigns.tenantId, scope.tenantId), ne(campaigns.state, 'draft')))
        .orderBy(campaigns.createdAt, campaigns.id)
      const shown = rows.flatMap((row): Shown[] => {
        const days = daysOf(row, dayOf(from), dayOf(until), today, timeZone)
        return days.length === 0 ? [] : [{ row, days }]
      })
      const [program] = await programsFrom(tx, at)
      return {
        entries: shown.map(({ row, days }) => ({
          id: row.id,
          kind: row.kind as CampaignCalendar['entries'][number]['kind'],
          name: row.name,
          phase: phaseOf(row.state, row.terms.schedule, isoOf(today)),
          days: days.map(isoOf),
          hours: row.terms.schedule.hours ?? [],
        })),
        overlaps: program === undefined ? [] : overlapsOf(shown, program, { from: dayOf(from), until: dayOf(until), today }),
      }
    },
    'one_moment',
  )

/** The days on which a campaign falls, as far as it was at work on those gone by, and has not ended before those to come. */
function daysOf({ state, spans, terms }: CampaignRow, from: Day, until: Day, today: Day, zone: string): Day[] {
  const schedule = compileSchedule(terms.schedule)
  const days: Day[] = []
  for (let day = schedule.next(from - 1); day !== null && day <= until; day = schedule.next(day)) {
    const comes = state !== 'ended' && day >= today
    if (comes || wasAtWork(spans, day, zone)) days.push(day)
  }
  return days
}

const wasAtWork = (spans: readonly Span[], day: Day, zone: string): boolean =>
  spans.some(({ from, until }) => from < startOfDay(zone, day + 1) && (until === null || until > startOfDay(zone, day)))

/** One that is paused adds nothing until it goes on, and one that waits for its approval nothing until it has it. */
const rests = ({ state }: CampaignRow): boolean => state === 'paused' || state === 'awaiting'

function overlapsOf(shown: readonly Shown[], program: ProgramDocument, { from, until, today }: Stretch): Overlap[] {
  // Days with the same campaigns mean the same: hours are those of the clock on the wall.
  const known = new Map<string, Meeting[]>()
  const tierNames = new Map(program.ladders.flatMap((ladder) => ladder.tiers.map(({ id, name }) => [id, name] as const)))
  const overlaps: Overlap[] = []
  for (let day = from; day <= until; day++) {
    const held = shown.filter(({ row, days }) => days.includes(day) && (day < today || !rests(row))).map(({ row }) => row)
    const key = held.map(({ id }) => id).join(' ')
    const meetings = known.get(key) ?? meetingsOn(held, program, day)
    known.set(key, meetings)
    for (const meeting of meetings)
      overlaps.push({ day: isoOf(day), ...meeting, tier: meeting.tier === null ? null : (tierNames.get(meeting.tier) ?? null) })
  }
  return overlaps
}
