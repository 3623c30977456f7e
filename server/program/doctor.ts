import { isDeepStrictEqual } from 'node:util'
import { dayOf } from '@/server/engine/calendar/day'
import { Run } from '@/server/engine/evaluate'
import { fold } from '@/server/engine/fold'
import type { Admit } from '@/server/engine/occurrence'
import type { Timeline } from '@/server/engine/program/compile'
import { STATE_SHAPE, storedOf } from '@/server/engine/state'
import type { LogEntry } from '@/server/engine/vocabulary'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { checkLocks } from '../checkout/check-locks'
import { checkCoupons } from '../coupon/check-coupons'
import { checkRewards } from '../reward/check-rewards'
import { admittedBefore, readAdmissions } from './budgets'
import { missingFlows, type NetFlow, netFlows, postedFlows } from './ledger-sums'
import { booksOf, type LockedMember, readLogs, type StoredOrder, stateOf } from './member-rows'
import { readTenantClock, readTimeline } from './read-timeline'
import { columnsOf } from './record'
import { agreeing, reachOf, readTierHistory, type TierHistoryRow } from './refold-members'

/** Something that does not add up: which check, which member (by code), and what was found. */
export type Difference = { check: string; member: string; found: string }

/** What an examination came to. */
export type Diagnosis = { members: number; events: number; entries: number; differences: Difference[] }

const BATCH = 500
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Examines one tenant: the invariants of the ledger as plain SQL, and every member folded again from zero and compared
 * with what is stored. Changes nothing. A healthy tenant has no differences.
 */
export async function runDoctor(scope: TenantScope): Promise<Diagnosis> {
  // One moment throughout: what a till writes meanwhile is no difference.
  return inTenant(scope, 'audit:read', examine, 'one_moment')
}

async function examine(tx: TenantTx): Promise<Diagnosis> {
  const scope = tx.scope
  const counts = await tx.sql<{ members: number; events: number; entries: number }[]>`
      select (select count(*) from members where tenant_id = ${scope.tenantId}) as members,
             (select count(*) from events where tenant_id = ${scope.tenantId}) as events,
             (select count(*) from ledger_entries where tenant_id = ${scope.tenantId}) as entries`
  const differences = [
    ...(await invariants(tx)),
    ...(await checkCoupons(tx)),
    ...(await checkLocks(tx)),
    ...(await checkRewards(tx)),
    ...(await refolds(tx)),
  ]
  return { ...(counts[0] as { members: number; events: number; entries: number }), differences }
}

/** Each check is one query whose rows are what is wrong. */
async function invariants(tx: TenantTx): Promise<Difference[]> {
  const tenant = tx.scope.tenantId
  // Right after an import the planner has no statistics and would compare every row with every other.
  await tx.sql`set local enable_nestloop = off`
  const checks = await Promise.all([
    tx.sql<Difference[]>`
      select 'amount above zero, between two accounts' as check, m.code as member, l.from_account || ' → ' || l.to_account || ' ' || l.amount as found
      from ledger_entries l join members m on m.tenant_id = l.tenant_id and m.id = l.member_id
      where l.tenant_id = ${tenant} and (l.amount <= 0 or l.from_account = l.to_account or l.version_id is null)`,
    tx.sql<Difference[]>`
      with flows as (
        select member_id, lot, sum(case when to_account in ('active', 'pending') then amount else 0 end - case when from_account in ('active', 'pending') then amount else 0 end) as left_over
        from ledger_entries where tenant_id = ${tenant} and unit = 'points' and lot is not null group by 1, 2),
      held as (
        select m.id as member_id, x->>'id' as lot, (x->>'left')::bigint as left_over
        from members m cross join lateral jsonb_array_elements((m.state->'standing'->'lots') || coalesce(m.state->'standing'->'pending', '[]')) x where m.tenant_id = ${tenant})
      select 'each lot in = out + left, left not below zero' as check, m.code as member, coalesce(f.lot, h.lot) || ': ' || coalesce(f.left_over, 0) || ' in the ledger, ' || coalesce(h.left_over, 0) || ' held' as found
      from flows f full join held h on h.member_id = f.member_id and h.lot = f.lot
      join members m on m.tenant_id = ${tenant} and m.id = coalesce(f.member_id, h.member_id)
      where coalesce(f.left_over, 0) <> coalesce(h.left_over, 0) or coalesce(f.left_over, 0) < 0`,
    tx.sql<Difference[]>`
      with sums as (
        select member_id,
          sum(case when unit <> 'points' then 0 when to_account = 'active' then amount when from_account = 'active' then -amount else 0 end) as points,
          sum(case when unit <> 'points' then 0 when to_account = 'debt' then amount when from_account = 'debt' then -amount else 0 end) as debt
        from ledger_entries where tenant_id = ${tenant} group by 1)
      select 'stored balance = sum of rows' as check, m.code as member,
             m.points || ' points and ' || m.debt || ' debt held, ' || coalesce(s.points, 0) || ' and ' || coalesce(s.debt, 0) || ' in the ledger' as found
      from members m left join sums s on s.member_id = m.id
      where m.tenant_id = ${tenant} and (m.points <> coalesce(s.points, 0) or m.debt <> coalesce(s.debt, 0) or m.debt > 0 or m.points < 0)`,
    tx.sql<Difference[]>`
      with sums as (
        select member_id, substr(unit, 8) as ladder, sum(case when to_account = 'balance' then amount else -amount end) as growth
        from ledger_entries where tenant_id = ${tenant} and unit like 'growth:%' group by 1, 2),
      held as (
        select m.id as member_id, l.key as ladder, (l.value->>'growth')::bigint as growth
        from members m cross join lateral jsonb_each(m.state->'standing'->'ladders') l where m.tenant_id = ${tenant})
      select 'growth = sum of rows' as check, m.code as member, coalesce(h.growth, 0) || ' held, ' || coalesce(s.growth, 0) || ' in the ledger' as found
      from sums s full join held h on h.member_id = s.member_id and h.ladder = s.ladder
      join members m on m.tenant_id = ${tenant} and m.id = coalesce(s.member_id, h.member_id)
      where coalesce(h.growth, 0) <> coalesce(s.growth, 0)`,
    tx.sql<Difference[]>`
      select 'one row for each cause and ordinal' as check, m.code as member, l.cause || ' ' || l.ordinal as found
      from ledger_entries l join members m on m.tenant_id = l.tenant_id and m.id = l.member_id
      where l.tenant_id = ${tenant} group by m.code, l.member_id, l.cause, l.ordinal having count(*) > 1`,
    tx.sql<Difference[]>`
      with pending as (
        select member_id, sum(case when to_account = 'pending' then amount when from_account = 'pending' then -amount else 0 end) as pending
        from ledger_entries where tenant_id = ${tenant} and unit = 'points' group by 1)
      select 'pending balance = sum of rows' as check, m.code as member, m.pending || ' held, ' || coalesce(p.pending, 0) || ' in the ledger' as found
      from members m left join pending p on p.member_id = m.id
      where m.tenant_id = ${tenant} and m.pending <> coalesce(p.pending, 0)`,
    tx.sql<Difference[]>`
      select 'budget taken = sum of admissions' as check, '' as member, b.rule_id || ': ' || b.taken || ' taken, ' || coalesce(a.amount, 0) || ' admitted' as found
      from rule_budgets b
      left join (
        select rule_id, sum(amount) as amount from (
          select rule_id, amount from admissions where tenant_id = ${tenant}
          -- What campaigns give for an occasion is no part of any fold.
          union all select 'campaign:' || campaign_id || ':' || effect, amount from campaign_grants where tenant_id = ${tenant}
          union all select 'campaign:' || campaign_id || ':' || effect || '@' || day, amount from campaign_grants where tenant_id = ${tenant}) given
        group by 1) a on a.rule_id = b.rule_id
      where b.tenant_id = ${tenant} and b.taken <> coalesce(a.amount, 0)`,
    tx.sql<Difference[]>`
      select 'no more refunded than paid' as check, m.code as member, o.order_no || ': ' || o.refunded || ' of ' || o.paid as found
      from orders o join members m on m.tenant_id = o.tenant_id and m.id = o.member_id
      where o.tenant_id = ${tenant} and (o.refunded < 0 or o.refunded > o.paid)
        -- Goods handed back in an exchange are lines below zero: then each line has to be within its own amount.
        and not (select bool_and((line->>4)::bigint between least(0, (line->>2)::bigint) and greatest(0, (line->>2)::bigint))
                    and sum((line->>4)::bigint) = o.refunded
                 from jsonb_array_elements(o.record->'lines') line)`,
  ])
  return checks.flat()
}

/** Every member that has a state or a log, folded from zero and compared. */
async function refolds(tx: TenantTx): Promise<Difference[]> {
  const clock = await readTenantClock(tx)
  if (clock.last === null) return []
  const timeline = await readTimeline(tx, clock)
  const differences: Difference[] = []
  for (let after = FIRST_ID; ; ) {
    const members = await tx.sql<StoredMember[]>`
      select id, code, status, store_ids, joined_on::text, state, tier_id, tier_since::text, tier_until::text, points, pending, debt, growth, net_spend, order_count, last_order_on::text, birthday, next_due_on::text
      from members where tenant_id = ${tx.scope.tenantId} and id > ${after}::uuid order by id limit ${BATCH}`
    const ids = members.map((member) => member.id)
    const [logs, admissions, posted, histories, orders] = await Promise.all([
      readLogs(tx, ids),
      readAdmissions(tx, ids),
      postedFlows(tx, ids),
      readTierHistory(tx, ids),
      tx.sql<
        StoredOrder[]
      >`select member_id, channel, order_no, record from orders where tenant_id = ${tx.scope.tenantId} and member_id = any (${ids}::uuid[])`,
    ])
    const books = booksOf(orders)
    for (const member of members) {
      const log = logs.get(member.id) ?? []
      if (member.state === null && log.length === 0) continue
      differences.push(
        ...compare(
          timeline,
          member,
          log,
          posted.get(member.id) ?? new Map(),
          histories.get(member.id) ?? [],
          books.get(member.id) ?? new Map(),
          admittedBefore(admissions, member.id),
        ),
      )
    }
    const end = members[members.length - 1]
    if (!end || members.length < BATCH) return differences
    after = end.id
  }
}

type StoredMember = LockedMember & {
  tier_id: string | null
  tier_since: string | null
  tier_until: string | null
  points: number
  pending: number
  debt: number
  growth: number
  net_spend: number
  order_count: number
  last_order_on: string | null
  birthday: number | null
  next_due_on: string | null
}

function compare(
  timeline: Timeline,
  member: StoredMember,
  log: LogEntry[],
  posted: Map<string, NetFlow>,
  history: TierHistoryRow[],
  book: Map<string, unknown>,
  admit: Admit,
): Difference[] {
  const found: Difference[] = []
  const say = (check: string, text: string) => found.push({ check, member: member.code, found: text })
  // Judged before a campaign was paused or ended: folded again when next touched, like an older shape.
  if (member.state !== null && new Run(timeline, stateOf(member, new Map())).overtakenByCampaigns()) return []
  const { state, decisions, nextDue } = fold(timeline, log, reachOf(timeline, member), { joined: dayOf(member.joined_on), admit })
  // A state of an older shape is folded again when next touched; until then only what it comes to is compared.
  const comparable = member.state === null || member.state.shape === STATE_SHAPE
  if (comparable && !isDeepStrictEqual(known(plain(storedOf(state))), known(member.state)))
    say('folded state = stored state', 'the state differs')
  const flows = missingFlows(netFlows(decisions.movements), posted)
  if (flows.length > 0)
    say('folded ledger = stored ledger', flows.map((f) => `${f.about}: ${f.unit} ${f.low} → ${f.high} ${f.net}`).join('; '))
  if (agreeing(history, decisions.tierChanges).size !== Math.max(history.length, decisions.tierChanges.length))
    say('folded tier history = stored tier history', `${decisions.tierChanges.length} folded, ${history.length} stored`)
  for (const grant of decisions.grants) say('every reward due was given', `${grant.ladder} ${grant.tier}`)
  if (comparable && !isDeepStrictEqual(plain(Object.fromEntries(state.history.book)), plain(Object.fromEntries(book))))
    say('folded orders = stored orders', `${state.history.book.size} folded, ${book.size} stored`)
  const columns = columnsOf({ state, nextDue, program: timeline.version(state.version as string) })
  const stored = {
    tier: member.tier_id,
    since: member.tier_since,
    until: member.tier_until,
    points: member.points,
    pending: member.pending,
    debt: member.debt,
    growth: member.growth,
    netSpend: member.net_spend,
    orderCount: member.order_count,
    lastOrder: member.last_order_on,
    birthday: member.birthday,
    nextDue: member.next_due_on,
  }
  // A version that is announced makes members due before their own time: earlier is no difference, later is.
  if (stored.nextDue !== null && (columns.nextDue === null || stored.nextDue < columns.nextDue)) columns.nextDue = stored.nextDue
  if (!isDeepStrictEqual(columns, stored)) say('folded columns = stored columns', JSON.stringify({ folded: columns, stored }))
  return found
}

/** A state without how much was known when it was stored. */
const known = (state: unknown): unknown => ({ ...(state as object), campaigns: undefined })

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
