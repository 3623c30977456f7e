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

  foreach append_only in array array['events', 'ledger_entries', 'audit_log', 'program_versions', 'outbox'] loop
    execute format('revoke update, delete, truncate on %I from rungs_app, rungs_jobs', append_only);
  end loop;
end $$;
