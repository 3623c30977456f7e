import { dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { advanceDue } from './advance-members'
import { readTenantClock, readTimeline } from './read-timeline'

const BATCH = 1000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** How a run ended: the date reached and how many members something happened to. */
export type Advanced = { date: string; members: number }

/**
 * Lets time pass for every member that is due, up to a local date (today when left out), in batches that commit one by
 * one. Repeating it does nothing; a run that was cut short goes on where it stopped. Refuses a date ahead of the
 * tenant's today with `program.beyond_today` unless `beyondToday` says so.
 */
export async function advanceTenant(scope: TenantScope, draft: { to?: string; beyondToday?: boolean } = {}): Promise<Advanced> {
  const at = now().getTime()
  const { day, date } = await inTenant(scope, 'program:publish', async (tx) => {
    const clock = await readTenantClock(tx)
    const today = localDay(clock.timeZone, at)
    const day = draft.to === undefined ? today : dayOf(draft.to)
    if (day > today && !draft.beyondToday)
      throw new Refusal('invalid', 'program.beyond_today', { field: 'to', details: { today: isoOf(today) } })
    return { day, date: isoOf(day) }
  })
  let members = 0
  for (let after: string | null = FIRST_ID; after !== null; ) {
    const from: string = after
    const batch: { last: string | null; moved: number } = await untilDone(() =>
      inTenant(scope, 'program:publish', async (tx) => {
        const clock = await readTenantClock(tx)
        if (clock.last === null) return { last: null, moved: 0 }
        return advanceDue(tx, await readTimeline(tx, clock), { day, at }, from, BATCH)
      }),
    )
    members += batch.moved
    after = batch.last
  }
  await inTenant(scope, 'program:publish', async (tx) => {
    await tx.sql`update tenants set advanced_to = greatest(coalesce(advanced_to, ${date}::date), ${date}::date) where id = ${scope.tenantId}`
  })
  return { date, members }
}
