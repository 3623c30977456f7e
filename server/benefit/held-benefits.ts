import * as z from 'zod'
import type { Benefit, CounterTerms, GrantTerms } from '@/server/engine/benefit/benefit'
import { heldBenefits } from '@/server/engine/benefit/held'
import { type CounterBenefit, counterBenefits, usesFrom, whyNotHad } from '@/server/engine/benefit/uses'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { memberAt } from '../checkout/read-buyer'
import type { LockedMember } from '../program/member-rows'
import { readTenantClock, readTimeline } from '../program/read-timeline'

export const OneMember = z.strictObject({ memberId: z.uuid() })

/** A benefit that a member has now, with what they get; of one that is checked off, how often it can still be had. */
export type HeldBenefit = {
  benefit: Benefit
  terms: GrantTerms
  counter: (CounterTerms & { left: number; valid: boolean }) | null
}

/** What a member has by the program in force, as of now; nothing before the first program. */
export const readHeldBenefits = (scope: TenantScope, memberId: string): Promise<HeldBenefit[]> =>
  inTenant(scope, 'member:read', async (tx) => {
    const [member] = await tx.sql<LockedMember[]>`
      select id, code, status, store_ids, joined_on::text, state from members where tenant_id = ${scope.tenantId} and id = ${memberId}`
    if (!member) throw new Refusal('not_found', 'member.not_found')
    const clock = await readTenantClock(tx)
    if (clock.last === null || member.status === 'closed') return []
    const timeline = await readTimeline(tx, clock)
    const at = now().getTime()
    const state = await memberAt(tx, timeline, member, at)
    const day = localDay(clock.timeZone, at)
    const { grants } = heldBenefits(timeline.at(at), state, day, at)
    const checkedOff = counterBenefits(grants)
    const left = await usesLeft(tx, member.id, checkedOff, day)
    return [
      ...grants
        .filter(({ benefit }) => benefit.kind !== 'counter')
        .map(({ benefit, terms }) => ({ benefit: withoutGrants(benefit), terms, counter: null })),
      ...checkedOff.map(({ benefit, counter, uses }) => ({
        benefit: withoutGrants(benefit),
        terms: { uses },
        counter: { ...counter, uses, left: left.get(benefit.id) ?? uses, valid: whyNotHad(counter, day, null) === null },
      })),
    ]
  })

/** A benefit without who else has it. */
export const withoutGrants = ({ id, kind, name, spec }: Benefit): Benefit => ({ id, kind, name, spec: { ...spec, grants: [] } })

/** How often each benefit can still be had in the period that a date lies in. */
export async function usesLeft(tx: TenantTx, memberId: string, held: readonly CounterBenefit[], day: Day): Promise<Map<string, number>> {
  if (held.length === 0) return new Map()
  const periods = held.map(({ counter }) => isoOf(usesFrom(counter.per, day)))
  const taken = await tx.sql<{ benefit_id: string; n: number }[]>`
    select u.benefit_id, count(*)::int as n
    from unnest(${held.map(({ benefit }) => benefit.id)}::text[], ${periods}::date[]) as p (benefit_id, period)
    join benefit_uses u on u.tenant_id = ${tx.scope.tenantId} and u.member_id = ${memberId} and u.benefit_id = p.benefit_id and u.period = p.period
    where u.undone_at is null group by u.benefit_id`
  const had = new Map(taken.map((row) => [row.benefit_id, row.n]))
  return new Map(held.map(({ benefit, uses }) => [benefit.id, Math.max(0, uses - (had.get(benefit.id) ?? 0))]))
}
