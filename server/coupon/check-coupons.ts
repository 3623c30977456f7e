import type { TenantTx } from '@/server/platform/database'

/** Something about coupons that does not add up: which check, whose (by code), and what was found. */
type Found = { check: string; member: string; found: string }

/** Examines the coupons of one tenant by plain SQL: each query's rows are what is wrong. Changes nothing. */
export async function checkCoupons(tx: TenantTx): Promise<Found[]> {
  const tenant = tx.scope.tenantId
  // Right after many were given the planner has no statistics and would compare every row with every other.
  await tx.sql`set local enable_nestloop = off`
  const checks = await Promise.all([
    tx.sql<Found[]>`
      with moves as (
        select coupon_id, ordinal, from_state, to_state,
               lag(to_state) over w as before, row_number() over w as place, lead(ordinal) over w is null as last
        from coupon_moves where tenant_id = ${tenant} window w as (partition by coupon_id order by ordinal))
      select 'state of a coupon = its last move' as check, m.code as member, c.number || ': ' || c.state || ', moved to ' || coalesce(v.to_state, 'nothing') as found
      from coupons c join members m on m.tenant_id = ${tenant} and m.id = c.member_id
      left join moves v on v.coupon_id = c.id and v.last
      where c.tenant_id = ${tenant} and v.to_state is distinct from c.state
      union all
      select 'each move begins where the last one ended', m.code, c.number || ': move ' || v.ordinal || ' from ' || coalesce(v.from_state, 'nothing')
      from moves v join coupons c on c.tenant_id = ${tenant} and c.id = v.coupon_id join members m on m.tenant_id = ${tenant} and m.id = c.member_id
      where v.from_state is distinct from v.before or v.ordinal <> v.place`,
    tx.sql<Found[]>`
      select 'stock = left + given' as check, '' as member, t.name || ': ' || t.stock || ' in all, ' || t.left_over || ' left, ' || coalesce(g.n, 0) || ' given' as found
      from coupon_templates t
      left join (select template_id, count(*) as n from coupons where tenant_id = ${tenant} and state <> 'withdrawn' group by 1) g on g.template_id = t.id
      where t.tenant_id = ${tenant} and t.stock is not null and t.stock <> t.left_over + coalesce(g.n, 0)`,
    tx.sql<Found[]>`
      with given as (
        select c.template_id, c.issued_on as day, count(*) as n
        from coupons c join coupon_templates t on t.tenant_id = ${tenant} and t.id = c.template_id
        where c.tenant_id = ${tenant} and t.terms->'limits' ? 'perDay' group by 1, 2),
      kept as (
        select d.template_id, d.day, d.issued from coupon_days d join coupon_templates t on t.tenant_id = ${tenant} and t.id = d.template_id
        where d.tenant_id = ${tenant} and t.terms->'limits' ? 'perDay')
      select 'count of a day = given on it' as check, '' as member,
             coalesce(g.day, k.day) || ': ' || coalesce(k.issued, 0) || ' counted, ' || coalesce(g.n, 0) || ' given' as found
      from given g full join kept k on k.template_id = g.template_id and k.day = g.day
      where coalesce(g.n, 0) <> coalesce(k.issued, 0)`,
    tx.sql<Found[]>`
      select 'nobody has more than one member may have' as check, m.code as member, t.name || ': ' || h.n as found
      from (select template_id, member_id, count(*) as n from coupons where tenant_id = ${tenant} and state <> 'withdrawn' group by 1, 2) h
      join coupon_templates t on t.tenant_id = ${tenant} and t.id = h.template_id
      join members m on m.tenant_id = ${tenant} and m.id = h.member_id
      where h.n > (t.terms->'limits'->>'perMember')::int`,
    tx.sql<Found[]>`
      select 'a held coupon and its checkout name each other' as check, m.code as member, c.number || ': ' || c.state || ', its checkout ' || coalesce(l.state, 'is missing') as found
      from coupons c join members m on m.tenant_id = ${tenant} and m.id = c.member_id
      left join checkout_locks l on l.tenant_id = ${tenant} and l.id = c.lock_id and l.member_id = c.member_id
      where c.tenant_id = ${tenant}
        and case c.state when 'locked' then l.state is distinct from 'locked' when 'used' then c.lock_id is not null and l.state is distinct from 'confirmed' else c.lock_id is not null end
      union all
      select 'a held coupon and its checkout name each other', m.code, coalesce(c.number, q.coupon) || ': named by a checkout, ' || coalesce(c.state, 'not there')
      from checkout_locks l join members m on m.tenant_id = ${tenant} and m.id = l.member_id
      cross join lateral (select x->>'coupon' as coupon from jsonb_array_elements(l.quote->'coupons') x where (x->>'applied')::boolean) q
      left join coupons c on c.tenant_id = ${tenant} and c.id::text = q.coupon
      where l.tenant_id = ${tenant} and l.state = 'locked' and (c.state is distinct from 'locked' or c.lock_id is distinct from l.id)`,
    tx.sql<Found[]>`
      select 'a coupon is used at a time, or not used' as check, m.code as member, c.number || ': ' || c.state as found
      from coupons c join members m on m.tenant_id = ${tenant} and m.id = c.member_id
      where c.tenant_id = ${tenant} and ((c.state = 'used') <> (c.used_at is not null) or (c.state = 'used') <> (c.used_on is not null))`,
    tx.sql<Found[]>`
      select 'a code that was used brought a coupon, and the other way round' as check, coalesce(m.code, '') as member,
             coalesce(c.number, 'a code') || ': ' || coalesce(k.n, 0) || ' codes' as found
      from (select * from coupons where tenant_id = ${tenant} and origin = 'code') c
      full join (
        select k.coupon_id, count(*) as n, (array_agg(b.template_id))[1] as template_id
        from coupon_codes k join code_batches b on b.tenant_id = ${tenant} and b.id = k.batch_id
        where k.tenant_id = ${tenant} and k.coupon_id is not null group by 1) k on k.coupon_id = c.id
      left join members m on m.tenant_id = ${tenant} and m.id = c.member_id
      where c.id is null or k.n is distinct from 1 or k.template_id <> c.template_id`,
  ])
  return checks.flat()
}
