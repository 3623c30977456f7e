import { civilOf, type Day, isoOf } from '@/server/engine/calendar/day'
import { birthdayWindow } from '@/server/engine/campaign/act'
import type { BirthdayWindow, CampaignTerms, Effect, EffectLimits } from '@/server/engine/campaign/campaign'
import type { Coming } from '@/server/engine/campaign/pattern'
import type { TenantTx } from '@/server/platform/database'
import type { EarningTerms } from './earning-terms'
import { meantMembers } from './meant-members'
import type { Patience } from './patience'

/** What an effect comes to that no past event tells of: whom it finds, how often it gives and how much. */
export type Expected = { members: number; perTurn: number; times: number; amount: number }

/** What is known when effects of time are looked at. `basisDays`: so many days back orders tell of. */
export type Outlook = { terms: CampaignTerms; today: Day; coming: Coming; basisDays: number; reach: number; earning: EarningTerms }

/** Whom effects by time and by asking will find, and what they come to; null for effects that past events tell of. */
export async function expectedGrants(tx: TenantTx, patience: Patience, outlook: Outlook, effect: Effect): Promise<Expected | null> {
  const { coming, reach } = outlook
  const { at, limits } = effect
  switch (at.kind) {
    case 'occasion':
      return spread(effect, reach, coming.occasions, coming.days.length, coming.occasions)
    case 'claimed':
      // Nobody knows who will ask: at most everybody, as often as one may.
      return spread(effect, reach, limits.perMember ?? 1, coming.days.length, coming.occasions)
    case 'birthday':
      return spread(effect, await birthdays(tx, patience, outlook, at.window), 1, coming.days.length, coming.occasions)
    case 'asleep':
      return spread(effect, await sleepers(tx, patience, outlook, at.days), 1, coming.days.length, coming.occasions)
    case 'order':
    case 'registered':
    case 'tier_entered':
    case 'checked_in':
    case 'referred':
      return null
  }
}

const unitOf = ({ gives }: Effect): number => (gives.kind === 'points' ? gives.points : gives.kind === 'growth' ? gives.growth : 1)

/** So many members, each so often, under the limits of the effect. */
export function spread(effect: Effect, members: number, each: number, days: number, occasions: number): Expected {
  const unit = unitOf(effect)
  const { perMember, perDay, total }: EffectLimits = effect.limits
  const ofOne = Math.min(unit * each, perMember ?? Number.POSITIVE_INFINITY)
  // What falls on one occasion falls on its first day; the rest is spread over the days.
  const daily = perDay === undefined ? Number.POSITIVE_INFINITY : perDay * (effect.at.kind === 'occasion' ? occasions : days)
  const amount = members === 0 ? 0 : Math.min(members * ofOne, daily, total ?? Number.POSITIVE_INFINITY)
  const times = Math.ceil(amount / unit)
  const given = Math.min(members, times)
  return {
    members: given,
    perTurn: occasions === 0 ? 0 : effect.at.kind === 'occasion' ? times / occasions : given / occasions,
    times,
    amount,
  }
}

/** Members whose birthday, or its week or month, meets a day on which the campaign is held. */
async function birthdays(tx: TenantTx, patience: Patience, { terms, coming, earning }: Outlook, window: BirthdayWindow): Promise<number> {
  const asking = await meantMembers(tx, terms.audience, { also: ['birthday'] })
  const rows = await patience.rows<{ birthday: number; members: number }>(
    `with ${asking.text} select birthday, count(*)::int as members from meant where birthday is not null group by 1`,
    asking,
  )
  const years = [...new Set(coming.days.map((day) => civilOf(day).year))]
  return rows.reduce((sum, { birthday, members }) => {
    const kept = [Math.floor(birthday / 100), birthday % 100] as const
    const meets = years.some((year) => {
      const [first, last] = birthdayWindow(kept, year, window, earning.leap)
      return coming.days.some((day) => first <= day && day <= last)
    })
    return meets ? sum + members : sum
  }, 0)
}

/** Members who have not bought for so many days, and those who will not have by the last day, at the pace of the days looked back on. */
async function sleepers(tx: TenantTx, patience: Patience, { terms, today, coming, basisDays }: Outlook, days: number): Promise<number> {
  const last = coming.days.at(-1)
  if (last === undefined) return 0
  const asking = await meantMembers(tx, terms.audience, { also: ['last_order_on'] })
  const tenant = asking.put(tx.scope.tenantId, 'uuid')
  const since = today - basisDays
  const now = asking.put(isoOf(today - days), 'date')
  const before = asking.put(isoOf(since - days), 'date')
  const row = await patience.row<{ asleep: number; fell: number }>(
    `with ${asking.text}, rows as (
       select o.member_id, o.business_day as day, lead(o.business_day) over (partition by o.member_id order by o.business_day) as next
       from orders o join meant m on m.id = o.member_id
       where o.tenant_id = ${tenant} and o.business_day > ${before}
     )
     select (select count(*) from meant where last_order_on <= ${now})::int as asleep,
            (select count(*) from rows where day <= ${now} and (next is null or next - day > ${asking.put(days, 'int')}))::int as fell`,
    asking,
  )
  return row.asleep + Math.round((row.fell * (last - today)) / basisDays)
}
