import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { appPool, inTenant, jobsPool } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'

const database = testDatabase()

/** Read before a tenant is known, or the same for all: each is here on purpose, with who may reach it. */
const GLOBAL_TABLES = ['memberships', 'rate_limits', 'sessions', 'tenants', 'users', 'worker_heartbeats']
/** What the application may add to and never change. */
const APPEND_ONLY = ['audit_log', 'events', 'ledger_entries', 'outbox', 'program_versions']

type Table = { name: string; has_tenant: boolean; rls: boolean; forced: boolean; owner: string }
const tables = () => database.owner<Table[]>`
  select c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as has_tenant
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`

const tenantTables = async () => (await tables()).filter((table) => !GLOBAL_TABLES.includes(table.name))

describe('every table', () => {
  test('belongs to a tenant or stands on the list of global tables', async () => {
    const withoutTenant = (await tables()).filter((table) => !table.has_tenant).map((table) => table.name)
    expect(withoutTenant.filter((name) => !GLOBAL_TABLES.includes(name))).toEqual([])
    const names = (await tables()).map((table) => table.name)
    expect(GLOBAL_TABLES.filter((name) => !names.includes(name))).toEqual([])
  })

  test('of a tenant has row-level security that binds its owner too', async () => {
    const found = await tenantTables()
    expect(found.length).toBeGreaterThan(15)
    expect(found.filter((table) => !table.rls || !table.forced)).toEqual([])
  })

  test('of a tenant has policies that test both what is read and what is written by the tenant of the transaction', async () => {
    const policies = await database.owner<
      { table: string; reads: string | null; writes: string | null; permissive: string; roles: string }[]
    >`
      select tablename as table, qual as reads, with_check as writes, permissive, roles::text from pg_policies where schemaname = 'public'`
    for (const { name } of await tenantTables()) {
      const own = policies.filter((policy) => policy.table === name)
      expect(own, name).not.toEqual([])
      for (const policy of own) {
        expect(policy.reads, name).toContain('tenant_id = app_tenant()')
        expect(policy.writes, name).toContain('tenant_id = app_tenant()')
        // A sub-select in a policy runs for every row.
        expect(`${policy.reads} ${policy.writes}`.toLowerCase(), name).not.toContain('select')
      }
    }
  })

  test('of a tenant has its tenant first in the primary key and in every unique key', async () => {
    const keys = await database.owner<{ table: string; key: string; is_primary: boolean; first: string }[]>`
      select c.relname as table, i.indexrelid::regclass::text as key, i.indisprimary as is_primary,
        (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]) as first
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and i.indisunique`
    for (const { name } of await tenantTables()) {
      const own = keys.filter((key) => key.table === name)
      expect(
        own.filter((key) => key.is_primary),
        name,
      ).toHaveLength(1)
      expect(
        own.filter((key) => key.first !== 'tenant_id'),
        name,
      ).toEqual([])
    }
  })

  test('of a tenant refers to other tables of tenants by tenant and id', async () => {
    const references = await database.owner<{ table: string; target: string; columns: string[]; on_update: string; on_delete: string }[]>`
      select f.conrelid::regclass::text as table, f.confrelid::regclass::text as target, f.confupdtype as on_update, f.confdeltype as on_delete,
        (select array_agg(a.attname::text order by k.n) from unnest(f.conkey) with ordinality k(attnum, n)
          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum) as columns
      from pg_constraint f where f.contype = 'f' and f.connamespace = 'public'::regnamespace`
    const ofTenants = new Set((await tenantTables()).map((table) => table.name))
    const loose = references.filter((one) => ofTenants.has(one.target) && (one.columns[0] !== 'tenant_id' || one.columns.length < 2))
    expect(loose).toEqual([])
    // A local or global table must not hang on one that may be spread over machines.
    expect(references.filter((one) => !ofTenants.has(one.table) && ofTenants.has(one.target))).toEqual([])
    // c and a: cascade and no action. Setting nothing, and cascading an update, are not to be had everywhere.
    expect(references.filter((one) => one.on_update !== 'a' || !['a', 'c'].includes(one.on_delete))).toEqual([])
  })

  test('is without triggers', async () => {
    const triggers = await database.owner`
      select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`
    expect(triggers).toEqual([])
  })
})

describe('roles', () => {
  test('the application and the worker own nothing and are no superusers; only the worker looks past row-level security', async () => {
    const roles = await database.owner`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname in ('rungs_app', 'rungs_jobs') order by 1`
    expect(roles.map((role) => ({ ...role }))).toEqual([
      { rolname: 'rungs_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
      { rolname: 'rungs_jobs', rolsuper: false, rolbypassrls: true, rolcreaterole: false, rolcreatedb: false },
    ])
    const owners = await database.owner`
      select c.relname from pg_class c where pg_get_userbyid(c.relowner) in ('rungs_app', 'rungs_jobs')
      union all select p.proname from pg_proc p where pg_get_userbyid(p.proowner) in ('rungs_app', 'rungs_jobs')`
    expect(owners).toEqual([])
    const members = await database.owner`
      select from pg_auth_members m where m.member in (select oid from pg_roles where rolname in ('rungs_app', 'rungs_jobs'))`
    expect(members).toHaveLength(0)
  })

  test.each(['rungs_app', 'rungs_jobs'])('%s adds to the books and never changes them', async (role) => {
    for (const table of APPEND_ONLY) {
      const [may] = await database.owner<{ adds: boolean; changes: boolean }[]>`
        select has_table_privilege(${role}, ${table}, 'insert') as adds,
          has_table_privilege(${role}, ${table}, 'update') or has_table_privilege(${role}, ${table}, 'delete')
            or has_table_privilege(${role}, ${table}, 'truncate') or has_any_column_privilege(${role}, ${table}, 'update') as changes`
      expect({ table, ...may }).toEqual({ table, adds: true, changes: false })
    }
  })

  test('the application cannot read the queue, only add to it', async () => {
    await expect(appPool()`select * from graphile_worker.jobs`).rejects.toMatchObject({ code: '42501' })
    const { scope } = await mintTenant()
    await inTenant(scope, 'tenant:read', (tx) => tx.sql`select app_add_job('nothing', '{"a":1}', 'once', null)`)
    const jobs = await jobsPool()<{ task_identifier: string }[]>`select task_identifier from graphile_worker.jobs`
    expect(jobs.map((job) => job.task_identifier)).toEqual(['nothing'])
  })

  test('a job is added with the change that needs it, or not at all', async () => {
    const { scope } = await mintTenant()
    const broken = inTenant(scope, 'tenant:read', async (tx) => {
      await tx.sql`select app_add_job('lost', '{}', null, null)`
      throw new Error('the change fails')
    })
    await expect(broken).rejects.toThrow('the change fails')
    expect(await jobsPool()`select from graphile_worker.jobs where task_identifier = 'lost'`).toHaveLength(0)
  })
})

describe('every table of a tenant, as the application', () => {
  test('shows nothing without a scope, and nothing to another tenant', async () => {
    const [ours, theirs] = [await mintTenant(), await mintTenant()]
    await fill(ours.tenantId)
    for (const { name } of await tenantTables()) {
      const [written] = await database.owner<
        { n: number }[]
      >`select count(*) as n from ${database.owner(name)} where tenant_id = ${ours.tenantId}`
      expect(written?.n, `a row was written to ${name}`).toBeGreaterThan(0)
      expect(await appPool()`select from ${appPool()(name)}`, `${name} without a scope`).toHaveLength(0)
      const seen = await inTenant(
        theirs.scope,
        'tenant:read',
        (tx) => tx.sql`select from ${tx.sql(name)} where tenant_id = ${ours.tenantId}`,
      )
      expect(seen, `${name} for another tenant`).toHaveLength(0)
      const own = await inTenant(ours.scope, 'tenant:read', (tx) => tx.sql`select from ${tx.sql(name)} where tenant_id = ${ours.tenantId}`)
      expect(own.length, `${name} for its own tenant`).toBeGreaterThan(0)
    }
  })

  test('takes no row for another tenant', async () => {
    const [ours, theirs] = [await mintTenant(), await mintTenant()]
    await fill(ours.tenantId)
    for (const { name } of await tenantTables()) {
      const copy = inTenant(theirs.scope, 'tenant:read', async (tx) => {
        const [row] = await database.owner<
          { row: object }[]
        >`select to_jsonb(t) as row from ${database.owner(name)} t where tenant_id = ${ours.tenantId} limit 1`
        await tx.sql`insert into ${tx.sql(name)} select (jsonb_populate_record(null::${tx.sql(name)}, ${JSON.stringify(row?.row)}::jsonb)).*`
      })
      await expect(copy, name).rejects.toMatchObject({ code: '42501' })
    }
  })
})

/** One row in every table of the tenant, made from the catalogue: a new table is covered by being there. */
async function fill(tenantId: string): Promise<void> {
  const id = newId()
  await database.owner.begin(async (sql) => {
    // References are not what is tested here.
    await sql`set local session_replication_role = replica`
    for (const { name } of await tenantTables()) {
      const columns = await sql<{ name: string; type: string; is_array: boolean }[]>`
        select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attndims > 0 as is_array from pg_attribute a
        where a.attrelid = ${name}::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull`
      const row = Object.fromEntries(columns.map((column) => [column.name, column.name === 'tenant_id' ? tenantId : sampleOf(column, id)]))
      await sql`insert into ${sql(name)} select (jsonb_populate_record(null::${sql(name)}, ${JSON.stringify(row)}::jsonb)).*`
    }
  })
}

function sampleOf({ type, is_array }: { type: string; is_array: boolean }, id: string): unknown {
  if (is_array) return []
  if (type === 'uuid') return id
  if (type === 'date') return '2024-01-31'
  if (type.startsWith('timestamp')) return '2024-01-31T00:00:00Z'
  if (type === 'boolean') return true
  if (type === 'jsonb') return {}
  if (type === 'bytea') return '\\x00'
  return /int|numeric/.test(type) ? 1 : 'x'
}
