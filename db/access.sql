-- Roles, grants and row-level security, applied by the owner after every migration and safe to repeat.
-- Derived from the catalogue, so that a new tenant table is protected by the migration that makes it.

do $$ begin
  if not exists (select from pg_roles where rolname = 'rungs_app') then create role rungs_app login nosuperuser nobypassrls; end if;
  if not exists (select from pg_roles where rolname = 'rungs_jobs') then create role rungs_jobs login nosuperuser bypassrls; end if;
end $$;

-- The first statement of every transaction: whose rows are visible, and for a store manager, of which stores.
create or replace function app_set_scope(tenant uuid, stores uuid[]) returns void language plpgsql as $$
begin
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.store_ids', coalesce(stores::text, ''), true);
end $$;

-- The tenant of this transaction; nothing when none was set, which hides every row.
create or replace function app_tenant() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.tenant_id', true), '')::uuid
$$;

-- The stores of this transaction; nothing when the whole tenant is visible.
create or replace function app_stores() returns uuid[] language sql stable parallel safe as $$
  select nullif(current_setting('app.store_ids', true), '')::uuid[]
$$;

-- Statistics of tables that have just begun to fill. A plan made while a table was empty may take any index, and a session
-- keeps it (the checks of foreign keys too) until the table is analysed; autovacuum looks once a minute, which is too late
-- for a first import. Says whether the tables are out of that age, after which this does nothing.
create or replace function app_refresh_statistics() returns boolean language plpgsql security definer set search_path = public as $$
declare young record;
begin
  if (select reltuples from pg_class where oid = 'events'::regclass) > 20000 then return true; end if;
  for young in
    select c.relname from pg_class c
    where c.oid in ('members'::regclass, 'events'::regclass, 'orders'::regclass, 'ledger_entries'::regclass, 'tier_history'::regclass, 'outbox'::regclass)
      and pg_relation_size(c.oid) / 8192 > 2 * greatest(c.relpages, 1)
  loop
    execute format('analyze %I', young.relname);
  end loop;
  return false;
end $$;
revoke all on function app_refresh_statistics from public;
grant execute on function app_refresh_statistics to rungs_app;

grant usage on schema public to rungs_app, rungs_jobs;
grant select, insert, update, delete on all tables in schema public to rungs_app, rungs_jobs;
grant usage, select on all sequences in schema public to rungs_app, rungs_jobs;

do $$
declare t record; own_rows text; append_only text;
begin
  for t in
    select c.relname as name,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'store_ids' and not a.attisdropped) as many_stores,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'store_id' and not a.attisdropped) as one_store
    from pg_class c
    join pg_attribute k on k.attrelid = c.oid and k.attname = 'tenant_id' and not k.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      -- Global although it names a tenant: read before a tenant is known.
      and c.relname <> 'memberships'
  loop
    own_rows := 'tenant_id = app_tenant()';
    if t.name = 'members' then
      own_rows := own_rows || ' and (app_stores() is null or store_ids && app_stores())';
    elsif t.name = 'stores' then
      own_rows := own_rows || ' and (app_stores() is null or id = any (app_stores()))';
    elsif t.one_store then
      -- A row without a store (time passing, a manual change) is reached through its member only.
      own_rows := own_rows || ' and (app_stores() is null or store_id is null or store_id = any (app_stores()))';
    end if;
    execute format('alter table %I enable row level security', t.name);
    execute format('alter table %I force row level security', t.name);
    execute format('drop policy if exists own_rows on %I', t.name);
    execute format('create policy own_rows on %I using (%s) with check (%s)', t.name, own_rows, own_rows);
  end loop;

  foreach append_only in array array['events', 'ledger_entries', 'audit_log', 'program_versions', 'outbox', 'refusals', 'coupon_moves'] loop
    execute format('revoke update, delete, truncate on %I from rungs_app, rungs_jobs', append_only);
  end loop;
end $$;
