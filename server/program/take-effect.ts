import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { type Advanced, advanceTenant } from './advance-tenant'
import { readTenantClock, readTimeline } from './read-timeline'

/** Has every member that a version has not yet reached cross to it, now that it is in force. Repeating it does nothing. */
export async function takeEffect(scope: TenantScope, draft: { versionId: string }): Promise<Advanced> {
  await inTenant(scope, 'program:publish', async (tx) => {
    // Members are locked in the order of their ids, as everywhere, so that no batch waits for this while this waits for it.
    const clock = await readTenantClock(tx)
    // Members to whom nothing has happened have nothing to cross from; where time alone does something for them, they begin now.
    const { startsAlone } = await readTimeline(tx, clock)
    const today = isoOf(localDay(clock.timeZone, now().getTime()))
    await tx.sql`
      update members m set next_due_on = least(coalesce(m.next_due_on, ${today}::date), ${today}::date)
      from (
        select id from members
        where tenant_id = ${scope.tenantId} and case when state is null then ${startsAlone} else state->>'version' <> ${draft.versionId} end
        order by id for update) d
      where m.tenant_id = ${scope.tenantId} and m.id = d.id`
  })
  return advanceTenant(scope)
}
