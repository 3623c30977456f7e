import type { TransactionSql } from '@/db/client'
import { mintTenant } from '@/db/testing/mint'
import { registerMembers } from '@/server/member/register-members'
import { appPool } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import type { IncomingEvent } from '@/server/program/incoming-event'
import { templates } from '@/server/program/templates/catalogue'
import { type Rows, writeRows } from './floor/write-rows'
import { atLeast, type Figure, median, timed, told } from './measure'
import { eventsOf, realOrders, zone } from './orders'
import { ownerPool, rowsOf } from './written'

type Ground = { scope: TenantScope; mirror: string; years: IncomingEvent[][] }

let prepared: Promise<Ground> | undefined

/** A tenant with its members and a year of orders, and beside it a mirror in which the floor writes the same rows. */
const ground = (): Promise<Ground> => (prepared ??= prepare())

async function prepare(): Promise<Ground> {
  const program = templates.ecommerce({ language: 'zh', currency: 'GBP', timeZone: zone })
  const [{ scope }, { tenantId: mirror }] = [await mintTenant({ program, currency: 'GBP', timeZone: zone }), await mintTenant()]
  const orders = realOrders()
  const codes = [...new Set(orders.map((order) => order.member))]
  for (let i = 0; i < codes.length; i += 1000) {
    await registerMembers(
      scope,
      codes.slice(i, i + 1000).map((code) => ({ code, joinedAt: '2010-01-01T00:00:00Z' })),
    )
  }
  await mirrored('members', scope.tenantId, mirror)
  // Half a year, with its mirror, is where the statistics of the tables count as grown.
  const years = [0, 1].map((year) => eventsOf(orders, year))
  for (const batch of batchesOf((years[0] as IncomingEvent[]).slice(0, WARM))) await apply(scope, batch)
  for (const table of ['events', 'ledger_entries', 'orders', 'tier_history', 'outbox']) await mirrored(table, scope.tenantId, mirror)
  await ownerPool().unsafe('vacuum analyze')
  return { scope, mirror, years }
}

/** Copies a table's rows of one tenant to another. */
async function mirrored(table: string, from: string, to: string): Promise<void> {
  const { columns } = await rowsOf(table, from, 'false and id = any ($2::uuid[])', [])
  const names = columns.map(({ name }) => name).join(', ')
  await ownerPool().unsafe(
    `insert into ${table} (tenant_id, ${names}) select $2, ${names} from ${table} where tenant_id = $1 order by id on conflict do nothing`,
    [from, to],
  )
}

const BATCH = 1000
const WARM = 11 * BATCH

function* batchesOf(events: readonly IncomingEvent[]): Generator<IncomingEvent[]> {
  for (let i = 0; i + BATCH <= events.length; i += BATCH) yield events.slice(i, i + BATCH)
}

async function apply(scope: TenantScope, events: IncomingEvent[]): Promise<void> {
  for (const answer of await applyEvents(scope, events)) {
    if (answer.status !== 'applied') throw new Error(`${answer.event_id}: ${answer.status} ${answer.code ?? ''}`)
  }
}

type Written = { inserts: Rows[]; members: Rows }

/** What came of some events: the rows that were written and the rows of their members. */
async function writtenFor(scope: TenantScope, events: readonly IncomingEvent[]): Promise<Written> {
  const { tenantId } = scope
  const keys = events.map((event) => event.event_id)
  const log = await rowsOf('events', tenantId, "source = 'till' and event_key = any ($2::text[])", keys)
  const causes = columnOf(log, 'id')
  const ids = [...new Set(columnOf(log, 'member_id'))]
  const [ledger, orders, tiers, outbox, members] = await Promise.all([
    rowsOf('ledger_entries', tenantId, 'cause = any ($2::text[])', causes),
    rowsOf('orders', tenantId, 'id = any ($2::uuid[])', causes),
    rowsOf('tier_history', tenantId, 'cause = any ($2::text[])', causes),
    rowsOf('outbox', tenantId, 'cause = any ($2::text[])', causes),
    rowsOf('members', tenantId, 'id = any ($2::uuid[])', ids),
  ])
  return { inserts: [log, ledger, tiers, orders, outbox], members: changedOf(members) }
}

const columnOf = (rows: Rows, name: string): string[] => rows.values[rows.columns.findIndex((c) => c.name === name)] as string[]

/** The same, event by event. */
function eachOf({ inserts, members }: Written): Written[] {
  const [log, ledger, tiers, orders, outbox] = inserts as [Rows, Rows, Rows, Rows, Rows]
  const byCause = [ledger, tiers, outbox].map((rows) => rowsBy(rows, 'cause'))
  const byId = [rowsBy(log, 'id'), rowsBy(orders, 'id')]
  const byMember = rowsBy(members, 'id')
  return columnOf(log, 'id').map((id, i) => ({
    inserts: [...byId, ...byCause].map((find) => find(id)),
    members: byMember(columnOf(log, 'member_id')[i] as string),
  }))
}

function rowsBy(rows: Rows, column: string): (wanted: string) => Rows {
  const places = new Map<string, number[]>()
  for (const [i, value] of columnOf(rows, column).entries()) places.set(value, [...(places.get(value) ?? []), i])
  return (wanted) => ({ ...rows, values: rows.values.map((values) => (places.get(wanted) ?? []).map((i) => values[i] ?? null)) })
}

const unchanged = new Set(['code', 'name_sealed', 'phone_sealed', 'country', 'home_store_id', 'joined_at', 'joined_on', 'status'])

function changedOf(members: Rows): Rows {
  const places = members.columns.flatMap(({ name }, i) => (unchanged.has(name) ? [] : [i]))
  return {
    ...members,
    columns: places.map((i) => members.columns[i] as Rows['columns'][number]),
    values: places.map((i) => members.values[i] as Rows['values'][number]),
  }
}

/** Batches of 1,000 through the use-case, beside set-based SQL that writes the same rows. */
export async function ingestBatch(): Promise<Figure[]> {
  const { scope, mirror, years } = await ground()
  const [mine, floors]: [number[], number[]] = [[], []]
  let round = 0
  for (const batch of batchesOf((years[0] as IncomingEvent[]).slice(WARM))) {
    const ms = await timed(() => apply(scope, batch))
    const { inserts, members } = await writtenFor(scope, batch)
    const floor = await timed(() => appPool().begin((sql) => writeRows(sql as TransactionSql, mirror, inserts, members)))
    if (round++ < 3) continue
    mine.push(ms)
    floors.push(floor)
  }
  return compared('ingest.batch', mine, floors, BATCH)
}

const CALLERS = 8
const SLICE = 320

/** One event a transaction from eight callers at once, beside set-based SQL that writes the same rows likewise. */
export async function ingestSingle(): Promise<Figure[]> {
  const { scope, mirror, years } = await ground()
  const [mine, floors]: [number[], number[]] = [[], []]
  const events = years[1] as IncomingEvent[]
  for (let round = 0; round < 10; round++) {
    const slice = events.slice(round * SLICE, (round + 1) * SLICE)
    // What one member does comes through one caller, so that it comes in order.
    const shares = Array.from({ length: CALLERS }, (_, caller) => slice.filter((event) => Number(event.member) % CALLERS === caller))
    const ms = await timed(() => Promise.all(shares.map((share) => inTurn(share, (event) => apply(scope, [event])))))
    const known = await Promise.all(shares.map(async (share) => eachOf(await writtenFor(scope, share))))
    const floor = await timed(() =>
      Promise.all(
        known.map((share) =>
          inTurn(share, ({ inserts, members }) => appPool().begin((sql) => writeRows(sql as TransactionSql, mirror, inserts, members))),
        ),
      ),
    )
    if (round < 3) continue
    mine.push(ms)
    floors.push(floor)
  }
  return compared('ingest.single', mine, floors, SLICE)
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item)
}

function compared(name: string, mine: number[], floors: number[], events: number): Figure[] {
  return [
    told(name, (events / median(mine)) * 1000, 'events/s'),
    told(`${name}.floor`, (events / median(floors)) * 1000, 'events/s'),
    atLeast(`${name}.vs.floor`, median(mine.map((ms, i) => (floors[i] as number) / ms)), 'times', 0.6),
  ]
}
