import type { TenantTx } from '@/server/platform/database'

/** Something about a checkout that does not add up: which check, whose (by code), and what was found. */
type Found = { check: string; member: string; found: string }

/** Examines what checkouts took and what came back of it, by plain SQL: each query's rows are what is wrong. Changes nothing. */
export async function checkLocks(tx: TenantTx): Promise<Found[]> {
  const tenant = tx.scope.tenantId
  const checks = await Promise.all([
    tx.sql<Found[]>`
      select 'a checkout took the points of its quote' as check, m.code as member,
             l.request_key || ': ' || coalesce((l.quote->'points'->>'used')::bigint, 0) || ' in the quote, ' || coalesce((e.body->>'amount')::bigint, 0) || ' spent' as found
      from checkout_locks l join members m on m.tenant_id = ${tenant} and m.id = l.member_id
      left join events e on e.tenant_id = ${tenant} and e.id = l.spend_id and e.member_id = l.member_id and e.type = 'points.spent'
      where l.tenant_id = ${tenant} and coalesce((l.quote->'points'->>'used')::bigint, 0) <> coalesce((e.body->>'amount')::bigint, 0)`,
    // Who has left has nothing to spend any more, and nothing enters the log.
    tx.sql<Found[]>`
      select 'a checkout that was let go has its points back, another has not' as check, m.code as member,
             l.request_key || ': ' || l.state || ', ' || case when e.id is null then 'nothing' else 'points' end || ' returned' as found
      from checkout_locks l join members m on m.tenant_id = ${tenant} and m.id = l.member_id
      left join events e on e.tenant_id = ${tenant} and e.business_key = 'returned:' || l.spend_id and e.type = 'points.returned'
      where l.tenant_id = ${tenant} and l.spend_id is not null
        and case when l.state in ('released', 'lapsed') then e.id is null and m.status = 'active' else e.id is not null end`,
    // A coupon that came back as points is taken back; none stays used by an order that came back whole.
    tx.sql<Found[]>`
      with back as (
        select o.channel || chr(10) || o.order_no as key, o.member_id
        from orders o cross join lateral (
          select sum((x->>1)::bigint - (x->>3)::bigint) as quantity, sum((x->>2)::bigint - (x->>4)::bigint) as amount from jsonb_array_elements(o.record->'lines') x) kept
        where o.tenant_id = ${tenant} and o.record ? 'redeemed' and kept.quantity = 0 and kept.amount = 0)
      select 'no coupon is used by an order that came back' as check, m.code as member, c.number || ': ' || c.state as found
      from back join coupons c on c.tenant_id = ${tenant} and c.used_order = back.key and c.member_id = back.member_id and c.state = 'used'
      join members m on m.tenant_id = ${tenant} and m.id = c.member_id`,
    tx.sql<Found[]>`
      with sums as (
        select member_id, sum(case when to_account = 'redeemed' then amount else -amount end) as spent
        from ledger_entries where tenant_id = ${tenant} and unit = 'points' and 'redeemed' in (to_account, from_account) group by 1)
      select 'no more points come back than were spent' as check, m.code as member, s.spent::text as found
      from sums s join members m on m.tenant_id = ${tenant} and m.id = s.member_id where s.spent < 0`,
    // By what the log wrote down: a later fact may have had other lots pay for a spend.
    tx.sql<Found[]>`
      with took as (
        select e.id as spend, e.member_id, x->>'lot' as lot, sum((x->>'amount')::bigint) as amount
        from events e cross join lateral jsonb_array_elements(e.body->'taken') x where e.tenant_id = ${tenant} and e.type = 'points.spent' group by 1, 2, 3),
      back as (
        select (e.body->>'spend')::uuid as spend, e.member_id, x->>'lot' as lot, sum((x->>'amount')::bigint) as amount
        from events e cross join lateral jsonb_array_elements(e.body->'taken') x where e.tenant_id = ${tenant} and e.type = 'points.returned' group by 1, 2, 3)
      select 'no lot gets more back than it gave' as check, m.code as member, b.lot || ': ' || b.amount || ' of ' || coalesce(t.amount, 0) as found
      from back b left join took t on t.spend = b.spend and t.member_id = b.member_id and t.lot = b.lot
      join members m on m.tenant_id = ${tenant} and m.id = b.member_id
      where b.amount > coalesce(t.amount, 0)`,
  ])
  return checks.flat()
}
