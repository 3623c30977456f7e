import { connect, type Orm, ormOver, type Sql, type TransactionSql } from '@/db/client'
import { setting } from './env'
import { Refusal } from './refusal'
import { allows, type Permission, storesOf, type TenantScope } from './scope'

// One pool a process, kept over a hot reload of the dev server.
const held = globalThis as unknown as { rungsAppPool?: Sql; rungsJobsPool?: Sql }

/** The pool of the role that row-level security confines. */
export const appPool = (): Sql => (held.rungsAppPool ??= connect(setting('APP_DATABASE_URL')))

/** The pool of the role that may look across tenants; for the worker and the command line only. */
export const jobsPool = (): Sql => (held.rungsJobsPool ??= connect(setting('JOBS_DATABASE_URL'), 4))

/** The typed query builder without a tenant: for the global tables (users, sessions, tenants, memberships) only. */
export const globalOrm = (): Orm => ormOver(appPool(), appPool())

/** Ends the pools, so that a command line can exit. */
export async function closePools(): Promise<void> {
  await Promise.all([held.rungsAppPool?.end({ timeout: 5 }), held.rungsJobsPool?.end({ timeout: 5 })])
  held.rungsAppPool = undefined
  held.rungsJobsPool = undefined
}

/** A transaction inside one tenant. `sql` is for set-based statements, `orm` for the rest. */
export type TenantTx = { sql: TransactionSql; readonly orm: Orm; scope: TenantScope }

/** How a transaction sees what others write meanwhile: each statement the newest, or all of them one moment, and nothing is written. */
type Sees = 'newest' | 'one_moment'

const modes: Record<Sees, string> = { newest: '', one_moment: 'isolation level repeatable read read only' }

/**
 * The single door to tenant data: checks the permission, opens a transaction, sets the tenant (and a store manager's
 * stores) for row-level security, and runs `work`. Refuses with `forbidden` when the actor lacks the permission.
 */
export async function inTenant<T>(
  scope: TenantScope,
  permission: Permission,
  work: (tx: TenantTx) => Promise<T>,
  sees: Sees = 'newest',
): Promise<T> {
  if (!allows(scope.actor, permission)) throw new Refusal('forbidden', 'access.forbidden')
  const pool = appPool()
  const stores = storesOf(scope.actor)
  return (await pool.begin(modes[sees], async (sql) => {
    // Not awaited on purpose: it travels with the first statement of `work`, ahead of it on the same connection.
    const scoped = sql`select app_set_scope(${scope.tenantId}::uuid, ${stores === null ? null : [...stores]}::uuid[])`.execute()
    // Its failure is met below; when `work` fails first, it must not go unheard of elsewhere.
    scoped.catch(() => {})
    let orm: Orm | undefined
    const result = await work({
      sql: sql as TransactionSql,
      get orm() {
        orm ??= ormOver(sql as TransactionSql, pool)
        return orm
      },
      scope,
    })
    await scoped
    return result
  })) as T
}
