import { describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { appPool, inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'

const database = testDatabase()

describe('row-level security', () => {
  test('without a scope no row of a tenant is visible', async () => {
    const tenant = await mintTenant()
    await mintStore(tenant.scope)
    expect(await appPool()`select id from stores`).toHaveLength(0)
    expect((await database.owner`select id from stores`).length).toBeGreaterThan(0)
  })

  test('a scope shows the rows of its tenant and of no other', async () => {
    const [ours, theirs] = [await mintTenant(), await mintTenant()]
    const store = await mintStore(ours.scope)
    await mintStore(theirs.scope)
    const seen = await inTenant(ours.scope, 'store:read', (tx) => tx.sql<{ id: string }[]>`select id from stores`)
    expect(seen.map((row) => row.id)).toEqual([store.id])
  })

  test('a row for another tenant is refused', async () => {
    const [ours, theirs] = [await mintTenant(), await mintTenant()]
    const foreign = inTenant(
      ours.scope,
      'store:write',
      (tx) => tx.sql`insert into stores (tenant_id, id, kind, code, name) values (${theirs.tenantId}, ${newId()}, 'store', 'x', '示例')`,
    )
    await expect(foreign).rejects.toMatchObject({ code: '42501' })
  })

  test('the scope ends with its transaction', async () => {
    const tenant = await mintTenant()
    await mintStore(tenant.scope)
    await inTenant(tenant.scope, 'store:read', (tx) => tx.sql`select 1`)
    const seen = await Promise.all(Array.from({ length: 20 }, () => appPool()`select id from stores`))
    expect(seen.flat()).toHaveLength(0)
  })

  test('a store manager sees the members of own stores only', async () => {
    const { scope, tenantId } = await mintTenant()
    const [near, far] = [await mintStore(scope), await mintStore(scope)]
    const manager = await mintOperator(tenantId, 'store_manager', [near.id])
    for (const store of [near, far]) {
      await inTenant(
        scope,
        'member:write',
        (tx) => tx.sql`
        insert into members (tenant_id, id, code, store_ids, joined_at, joined_on)
        values (${tenantId}, ${newId()}, ${store.code}, ${[store.id]}::uuid[], '2024-01-01T00:00:00Z', '2024-01-01')`,
      )
    }
    const seen = await inTenant(manager.scope, 'member:read', (tx) => tx.sql<{ code: string }[]>`select code from members`)
    expect(seen.map((row) => row.code)).toEqual([near.code])
  })
})
