import type { TransactionSql } from '@/db/client'
import { mintTenant } from '@/db/testing/mint'
import { addMonths, type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import { fold } from '@/server/engine/fold'
import { timelineOf } from '@/server/engine/program/compile'
import { storedOf } from '@/server/engine/state'
import { appPool } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { advanceTenant } from '@/server/program/advance-tenant'
import { columnsOf } from '@/server/program/record'
import { templates } from '@/server/program/templates/catalogue'
import { advanceRows } from './floor/advance-rows'
import { atMost, type Figure, median, timed, told } from './measure'
import { zone } from './orders'
import { ownerPool, rowsOf } from './written'

const MEMBERS = 200_000
const DUE = MEMBERS * 0.02
const NIGHTS = 4
const program = templates.ecommerce({ language: 'zh', currency: 'GBP', timeZone: zone })

/** 200,000 members of which 2 % are due each night, beside set-based SQL that makes the same changes; and a night without any. */
export async function nightly(): Promise<Figure[]> {
  const { scope, versionId } = await mintTenant({ program, currency: 'GBP', timeZone: zone })
  const { tenantId: mirror } = await mintTenant()
  const timeline = timelineOf([{ id: versionId as string, effectiveFrom: 0, document: program }])
  const today = localDay(zone, Date.now())
  const nights = Array.from({ length: NIGHTS }, (_, i) => today - NIGHTS + 1 + i)
  for (const tenantId of [scope.tenantId, mirror]) {
    for (const [i, night] of nights.entries()) await settleMembers(tenantId, i * DUE, DUE, whoPaidFor(timeline, night))
    await settleMembers(tenantId, NIGHTS * DUE, MEMBERS - NIGHTS * DUE, whoPaidFor(timeline, today + 300))
  }
  await ownerPool().unsafe('vacuum analyze')
  const [mine, floors, idle]: [number[], number[], number[]] = [[], [], []]
  for (const night of nights) {
    const to = isoOf(night)
    mine.push(
      await timed(async () => {
        const { members } = await advanceTenant(scope, { to })
        if (members !== DUE) throw new Error(`${members} members were due on ${to}`)
      }),
    )
    idle.push(await timed(() => advanceTenant(scope, { to })))
    const inserts = await Promise.all(
      ['ledger_entries', 'tier_history', 'outbox'].map((table) => stage(table, scope.tenantId, `cause = 'day:${to}'`)),
    )
    const members = await stage(
      'members',
      scope.tenantId,
      `id in (select member_id from tier_history where tenant_id = '${scope.tenantId}' and cause = 'day:${to}')`,
    )
    floors.push(await timed(() => appPool().begin((sql) => advanceRows(sql as TransactionSql, mirror, inserts, members))))
  }
  // The first night warms both up.
  const ratios = mine.map((ms, i) => ms / (floors[i] as number)).slice(1)
  return [
    told('nightly', median(mine.slice(1)), 'ms'),
    told('nightly.floor', median(floors.slice(1)), 'ms'),
    atMost('nightly.vs.floor', median(ratios), 'times', 5),
    told('nightly.idle.ms', median(idle), 'ms'),
    atMost('nightly.idle', median(idle.map((ms, i) => ms / (mine[i] as number))), 'of a night', 0.1),
  ]
}

/** A member whose one order earned a tier and points that both end on a day. */
export function whoPaidFor(timeline: ReturnType<typeof timelineOf>, ends: Day) {
  const day = addMonths(ends - 1, -12)
  const body = { type: 'order.paid' as const, channel: 'default', order_no: '1', amount: 30_000 }
  const folded = fold(timeline, [{ id: newId(), source: 'till', key: '1', at: startOfDay(zone, day), day, store: null, body }])
  const { version } = folded.state
  return { state: storedOf(folded.state), ...columnsOf({ ...folded, program: timeline.version(version as string) }) }
}

export async function settleMembers(tenantId: string, from: number, count: number, like: ReturnType<typeof whoPaidFor>): Promise<void> {
  await ownerPool()`
    insert into members (tenant_id, id, code, joined_at, joined_on, tier_id, tier_since, tier_until, points, net_spend, order_count, last_order_on, next_due_on, state)
    select ${tenantId}::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex((i * 7919) % 1000003), 12, '0'))::uuid, 'n' || i, '2010-01-01', '2010-01-01',
      ${like.tier}, ${like.since}::date, ${like.until}::date, ${like.points}::int8, ${like.netSpend}::int8, ${like.orderCount}::int4, ${like.lastOrder}::date,
      ${like.nextDue}::date, ${JSON.stringify(like.state)}::jsonb
    from generate_series(${from + 1}::int8, ${from + count}::int8) i`
}

/** Lays what a night changed in one table ready for the floor. */
async function stage(table: string, tenantId: string, where: string) {
  const { columns } = await rowsOf(table, tenantId, 'false and id = any ($2::uuid[])', [])
  await ownerPool().unsafe(
    `drop table if exists staged_${table}; create table staged_${table} as select * from ${table} where tenant_id = '${tenantId}' and ${where};
     grant select on staged_${table} to rungs_app; analyze staged_${table}`,
  )
  return { table, columns: columns.map(({ name }) => name) }
}
