import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localMinute } from '@/server/engine/calendar/zone'
import type { CampaignAudience, Moment } from '@/server/engine/campaign/campaign'
import type { BookedLine } from '@/server/engine/state'
import type { TenantTx } from '@/server/platform/database'
import { firstIdAt } from '@/server/platform/ids'
import { programNames } from '@/server/program/program-names'
import { type Asking, meantMembers } from './meant-members'
import type { Patience } from './patience'

/** What a judgement of an order still stands for: points by rule, growth by ladder and rule, each with the bonus it was given with. */
export type StandingFor = [
  version: string,
  bonusBps: number,
  points: Record<string, number>,
  growth: Record<string, Record<string, number>>,
  growthBonus: Record<string, number> | null,
]

/** An order of a member as it stands, net of what came back. Money in minor units. */
export type PastOrder = {
  kept: number
  shipping: number
  store: string | null
  channel: string
  first: boolean
  birthday: number | null
  joined: Day
  tiers: string[] | null
  lines: BookedLine[] | null
  /** Nothing for an order that was brought in without points. */
  judged: StandingFor[] | null
}

/** Something a member did that a moment asks for; an order with all that effects ask about it. */
export type Happening = { member: string; day: Day; minute: number | null; order: PastOrder | null }

/** What a moment is looked for in: what a merchant's records hold of it, day by day. */
export type Looked = {
  days: readonly Day[]
  audience: CampaignAudience
  zone: string
  /** Whether hours are asked for, and which orders are a first one, their lines, tiers and judgements. */
  hours: boolean
  first: boolean
  lines: boolean
  tiers: boolean
  rates: boolean
}

const dates = (days: readonly Day[]): string => `{${days.map(isoOf).join(',')}}`
const EPOCH = "date '1970-01-01'"

/** Orders of the members meant, on the days asked for, in order of day. What came back whole is no order any more. */
export async function* pastOrders(tx: TenantTx, patience: Patience, looked: Looked): AsyncGenerator<Happening> {
  const { audience, zone, days } = looked
  const also = ['birthday', 'joined_on', ...(looked.tiers ? ['standing'] : [])]
  const asking = await meantMembers(tx, audience, { also, seenInStores: false })
  const tenant = asking.put(tx.scope.tenantId, 'uuid')
  const where = [
    audience.stores && `and jsonb_exists(${asking.put(JSON.stringify(audience.stores), 'jsonb')}, o.store_id::text)`,
    audience.channels && `and jsonb_exists(${asking.put(JSON.stringify(audience.channels), 'jsonb')}, o.channel)`,
  ]
  const rows = patience.each<OrderRow>(
    `with ${asking.text}
     select o.member_id as member, o.business_day - ${EPOCH} as day, o.paid - o.refunded as kept, o.store_id as store, o.channel,
       coalesce((o.record->'shipping'->>0)::bigint - (o.record->'shipping'->>1)::bigint, 0) as shipping,
       m.birthday, m.joined_on - ${EPOCH} as joined,
       ${looked.hours ? 'extract(epoch from e.occurred_at)::float8' : 'null::float8'} as at,
       ${looked.lines ? "o.record->'lines'" : 'null::jsonb'} as lines,
       ${looked.tiers ? "(select jsonb_agg(l.value->>'tier') from jsonb_each(coalesce(m.standing->'ladders', '{}')) l)" : 'null::jsonb'} as tiers,
       ${
         looked.rates
           ? `case when (o.record->>'earns')::boolean is not false then coalesce(
                (select jsonb_agg(jsonb_build_array(j->'version', j->'bonusBps', j->'points', j->'growth', j->'growthBonus'))
                 from jsonb_array_elements(o.record->'judged') j), '[]') end`
           : 'null::jsonb'
       } as judged,
       ${
         looked.first
           ? `not exists (
                select from orders p where p.tenant_id = ${tenant} and p.member_id = o.member_id
                  and (p.business_day, (p.record->>'place')::int) < (o.business_day, (o.record->>'place')::int))`
           : 'false'
       } as first
     from orders o
     join meant m on m.id = o.member_id
     ${looked.hours ? `left join events e on e.tenant_id = ${tenant} and e.id = (o.record->>'event')::uuid` : ''}
     where o.tenant_id = ${tenant} and o.business_day = any (${asking.put(dates(days), 'date[]')})
       and (o.refunded = 0 or o.refunded < o.paid) ${where.filter(Boolean).join(' ')}
     order by o.business_day, o.id`,
    asking,
  )
  for await (const { member, day, at, ...order } of rows)
    yield { member, day, minute: at === null ? null : localMinute(zone, Math.round(at * 1_000)), order }
}

type OrderRow = PastOrder & { member: string; day: Day; at: number | null }

/** What else members did on the days asked for, as a moment that is no order asks for it. Nothing is known of moments that the future alone brings. */
export async function* pastMoments(tx: TenantTx, patience: Patience, at: Moment, looked: Looked): AsyncGenerator<Happening> {
  const asking = await meantMembers(tx, looked.audience, { also: ['joined_on', 'joined_at', 'history'] })
  const text = await momentRows(tx, asking, at, looked)
  if (text === null) return
  for await (const row of patience.each<MomentRow>(`with ${asking.text} ${text} order by day, member`, asking))
    yield {
      member: row.member,
      day: row.day,
      minute: row.at === null || !looked.hours ? null : localMinute(looked.zone, Math.round(row.at * 1_000)),
      order: null,
    }
}

type MomentRow = { member: string; day: Day; at: number | null }

async function momentRows(tx: TenantTx, asking: Asking, at: Moment, { days }: Looked): Promise<string | null> {
  const on = asking.put(dates(days), 'date[]')
  // A parameter that a statement does not name would be an error: the tenant is put where a table is named.
  const tenant = () => asking.put(tx.scope.tenantId, 'uuid')
  const joined = `select m.id as member, m.joined_on - ${EPOCH} as day, extract(epoch from m.joined_at)::float8 as at from meant m where m.joined_on = any (${on})`
  // An event may be recorded up to a day before the time it tells of, so that what is older than the first day need not be looked at.
  const events = (type: string, more = '') => `
    from events e join meant m on m.id = e.member_id
    where e.tenant_id = ${tenant()} and e.type = '${type}' and e.id >= ${asking.put(firstIdAt(((days[0] ?? 0) - 2) * 86_400_000), 'uuid')} ${more}`
  switch (at.kind) {
    case 'registered':
      return joined
    case 'checked_in':
      // The place of a check-in in its row of days, which begins anew behind each cycle.
      return `, did as (
          select distinct e.member_id, e.business_day ${events('member.checked_in', `and e.business_day >= ${asking.put(isoOf(days[0] ?? 0), 'date')}`)}
        ), rows as (
          select member_id, business_day, business_day - (row_number() over (partition by member_id order by business_day))::int as row from did
        ), places as (
          select member_id, business_day, row_number() over (partition by member_id, row order by business_day) as place from rows
        )
        select member_id as member, business_day - ${EPOCH} as day, null::float8 as at from places
        where business_day = any (${on}) and (place - 1) % ${asking.put(at.cycle, 'int')} + 1 = ${asking.put(at.day, 'int')}`
    case 'referred':
      if (at.to === 'inviter')
        return `select e.member_id as member, e.business_day - ${EPOCH} as day, extract(epoch from e.occurred_at)::float8 as at
          ${events('member.referred', `and e.business_day = any (${on}) and coalesce(e.body->>'stage', 'registered') = ${asking.put(at.pays, 'text')}`)}`
      if (at.pays === 'registered') return `${joined} and m.history->>'invited' = 'true'`
      return `select o.member_id as member, min(o.business_day) - ${EPOCH} as day, null::float8 as at
        from orders o join meant m on m.id = o.member_id
        where o.tenant_id = ${tenant()} and m.history->>'invited' = 'true'
        group by o.member_id having min(o.business_day) = any (${on})`
    case 'tier_entered': {
      const names = await programNames(tx)
      const ranks = JSON.stringify(Object.fromEntries(names.ladders.flatMap(({ tiers }) => tiers.map(({ id, rank }) => [id, rank]))))
      const rank = asking.put(ranks, 'jsonb')
      // Whoever comes down to a tier does not enter it.
      return `select h.member_id as member, min(h.business_day) - ${EPOCH} as day, null::float8 as at
        from tier_history h join meant m on m.id = h.member_id
        where h.tenant_id = ${tenant()} and h.is_current and h.business_day = any (${on})
          and jsonb_exists(${asking.put(JSON.stringify(at.tiers), 'jsonb')}, h.to_tier)
          and coalesce((${rank}->>h.from_tier)::int, -1) < coalesce((${rank}->>h.to_tier)::int, 0)
        group by h.member_id, h.to_tier`
    }
    case 'order':
    case 'occasion':
    case 'birthday':
    case 'asleep':
    case 'claimed':
      return null
  }
}
