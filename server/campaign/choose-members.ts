import { memberAt } from '@/server/checkout/read-buyer'
import { birthdayNumber } from '@/server/engine/calendar/birthday'
import { civilOf, type Day, dayOf, isoOf, monthLength } from '@/server/engine/calendar/day'
import { birthdayWindow, isMeant } from '@/server/engine/campaign/act'
import type { CampaignAudience, Moment } from '@/server/engine/campaign/campaign'
import type { CompiledCampaign } from '@/server/engine/campaign/compile'
import type { Timeline } from '@/server/engine/program/compile'
import { audienceOf } from '@/server/member/audience'
import type { TenantTx } from '@/server/platform/database'
import type { LockedMember } from '@/server/program/member-rows'
import type { ByTime } from './due-runs'

/** Whom a run looks for on its date: everybody in the audience, those around their birthday, or those who have not bought for so long. */
export type Sought = {
  at: ByTime
  root: string
  place: number
  /** The date that the run is for, and the tenant's today: an occasion may have begun some days ago. */
  day: Day
  today: Day
  audience: CampaignAudience
  /** When a birthday of 29 February is kept, under the program in force. */
  leap: 'feb28' | 'mar1' | undefined
}

/** The next members behind one of them, by id. Birthdays and last orders are found by their indexes, and never by going through all. */
export async function nextMembers(tx: TenantTx, sought: Sought, behind: string, limit: number): Promise<string[]> {
  const { text, values } = await selection(tx, sought, behind)
  const rows = await tx.sql.unsafe<{ id: string }[]>(`${text} order by id limit ${limit}`, values as string[])
  return rows.map((row) => row.id)
}

/** How many there are still behind one of them. */
export async function countMembers(tx: TenantTx, sought: Sought, behind: string): Promise<number> {
  const { text, values } = await selection(tx, sought, behind)
  const [row] = await tx.sql.unsafe<{ n: number }[]>(`select count(*)::int as n from (${text}) found`, values as string[])
  return row?.n ?? 0
}

/**
 * Members who may be meant, as SQL. What is stored of a member holds until the next date on which time alone changes it:
 * whoever has come to that date, or has no state yet, is found too, and looked at one by one.
 */
async function selection(
  tx: TenantTx,
  { at, root, place, day, today, audience, leap }: Sought,
  behind: string,
): Promise<{ text: string; values: unknown[] }> {
  const condition = await audienceOf(tx, audience.when ?? null)
  const values: unknown[] = [...condition.values]
  const put = (value: unknown, type: string): string => {
    values.push(value)
    return `$${values.length}::${type}`
  }
  const tenant = put(tx.scope.tenantId, 'uuid')
  const own = [`f.tenant_id = ${tenant}`, "f.status = 'active'", `f.id > ${put(behind, 'uuid')}`]
  const notYet = (occasion: string): string => `not exists (
    select from campaign_grants g where g.tenant_id = ${tenant} and g.root_id = ${put(root, 'uuid')} and g.effect = ${put(place, 'int')}
      and g.occasion = ${occasion} and g.member_id = f.id)`
  if (at.kind === 'birthday')
    own.push(`f.birthday = any (${put(birthdaysAround(day, at.window, leap), 'int2[]')})`, notYet(put(birthdayOccasion(day), 'text')))
  if (at.kind === 'asleep')
    own.push(`f.last_order_on <= ${put(isoOf(day - at.days), 'date')}`, notYet("'asleep:' || to_char(f.last_order_on, 'YYYY-MM-DD')"))
  // What comes by time happens in no store: it is for who was ever seen in one of them.
  if (audience.stores !== undefined) own.push(`f.store_ids && ${put([...audience.stores], 'uuid[]')}`)
  const asked: string[] = []
  if (audience.when !== undefined) asked.push(`(${condition.text})`)
  if (audience.tiers !== undefined)
    asked.push(
      `exists (select from jsonb_each(m.standing->'ladders') l where l.value->>'tier' = any (${put([...audience.tiers], 'text[]')}))`,
    )
  if (asked.length === 0) return { text: `select f.id from members f where ${own.join(' and ')}`, values }
  const text = `select id from (
      select f.id, f.next_due_on, f.state is null as blank, f.state->'history' as history, f.state->'standing' as standing
      from members f where ${own.join(' and ')} order by f.id offset 0) m
    where m.blank or m.next_due_on <= ${put(isoOf(today), 'date')} or (${asked.join(' and ')})`
  return { text, values }
}

type Window = Extract<Moment, { kind: 'birthday' }>['window']

/** The birthdays, as numbers of month and date, around which a date lies. */
export function birthdaysAround(day: Day, window: Window, leap: Sought['leap']): number[] {
  const { year } = civilOf(day)
  const found: number[] = []
  for (let month = 1; month <= 12; month++)
    // 29 February is somebody's birthday in every year.
    for (let date = 1; date <= (month === 2 ? 29 : monthLength(year, month)); date++) {
      const [first, last] = birthdayWindow([month, date], year, window, leap)
      if (first <= day && day <= last) found.push(birthdayNumber([month, date]) as number)
    }
  return found
}

const birthdayOccasion = (day: Day): string => `birthday:${civilOf(day).year}`

/** A member under lock, with the columns by which birthdays and sleepers are found. The state is read where it is asked for. */
export type FoundMember = LockedMember & { birthday: number | null; lastOrder: string | null }

/** Locks members in the order of their ids. On its way once called. */
export const lockFound = (tx: TenantTx, ids: readonly string[], withState: boolean): Promise<FoundMember[]> =>
  tx.sql<FoundMember[]>`
    select id, code, status, store_ids, joined_on::text, birthday, last_order_on::text as "lastOrder", case when ${withState} then state end as state
    from members where tenant_id = ${tx.scope.tenantId} and id = any (${[...ids]}::uuid[])
    order by id for update`.execute()

/** For which occasion a member under lock is given this, or nothing when it is no longer one whom the run looks for. */
export function occasionFor({ at, day, leap }: Sought, member: FoundMember): string | null {
  switch (at.kind) {
    case 'occasion':
      return isoOf(day)
    case 'birthday': {
      const { birthday } = member
      const held = birthday !== null && birthdaysAround(day, at.window, leap).includes(birthday)
      return held ? birthdayOccasion(day) : null
    }
    case 'asleep': {
      const { lastOrder } = member
      return lastOrder !== null && dayOf(lastOrder) <= day - at.days ? `asleep:${lastOrder}` : null
    }
  }
}

/** Whether a campaign is for everybody, so that nobody's state has to be looked at. */
export const isForAll = ({ tiers, when }: CampaignAudience): boolean => tiers === undefined && when === undefined

/** Those of the members, under lock and with their states, who are in the audience of a campaign now. */
export async function meant(
  tx: TenantTx,
  campaign: CompiledCampaign,
  timeline: Timeline,
  members: readonly FoundMember[],
  { at, day }: { at: number; day: Day },
): Promise<FoundMember[]> {
  const found: FoundMember[] = []
  for (const member of members) {
    // The look must not touch what is written later.
    const state = await memberAt(tx, timeline, structuredClone(member), at)
    if (isMeant(campaign, timeline.at(at), state, day)) found.push(member)
  }
  return found
}
