import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintTenant } from '@/db/testing/mint'
import { closeStore, reopenStore } from './close-store'
import { createStore } from './create-store'
import { moveStore } from './move-store'
import { listStores } from './reads'
import { renameStore } from './rename-store'

testDatabase()
const refusal = (code: string) => expect.objectContaining({ code })

/** 示例品牌 > 华东 > 一店, and a store that stands alone. */
async function aTree() {
  const tenant = await mintTenant()
  const brand = await createStore(tenant.scope, { parentId: null, kind: 'brand', code: 'B', name: '示例品牌' })
  const area = await createStore(tenant.scope, { parentId: brand.id, kind: 'area', code: 'A', name: '华东' })
  const store = await createStore(tenant.scope, { parentId: area.id, kind: 'store', code: 'S1', name: '一店' })
  const alone = await createStore(tenant.scope, { parentId: null, kind: 'store', code: 'S2', name: '二店' })
  return { ...tenant, brand, area, store, alone }
}

test('a tree is listed with parents; a store manager gets own stores only', async () => {
  const { scope, tenantId, store, brand } = await aTree()
  expect((await listStores(scope)).map((row) => row.code)).toEqual(['A', 'B', 'S1', 'S2'])
  const manager = await mintOperator(tenantId, 'store_manager', [store.id])
  expect((await listStores(manager.scope)).map((row) => row.code)).toEqual(['S1'])
  expect(brand.id).not.toBe(store.id)
})

test('a code names one store, also when two are made at the same moment', async () => {
  const { scope, alone } = await aTree()
  const draft = { parentId: null, kind: 'store' as const, code: 'S1', name: '又一店' }
  await expect(createStore(scope, draft)).rejects.toEqual(refusal('store.code_taken'))
  await expect(renameStore(scope, { storeId: alone.id, code: 'S1', name: '二店' })).rejects.toEqual(refusal('store.code_taken'))
  const fresh = await mintTenant()
  const twins = await Promise.allSettled([createStore(fresh.scope, draft), createStore(fresh.scope, draft)])
  expect(twins.map((twin) => twin.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a store holds nothing, and nothing stands below itself', async () => {
  const { scope, brand, area, store, alone } = await aTree()
  await expect(createStore(scope, { parentId: store.id, kind: 'store', code: 'X', name: '示例' })).rejects.toEqual(
    refusal('store.wrong_parent'),
  )
  await expect(moveStore(scope, { storeId: brand.id, parentId: area.id })).rejects.toEqual(refusal('store.cycle'))
  await expect(moveStore(scope, { storeId: area.id, parentId: area.id })).rejects.toEqual(refusal('store.cycle'))
  await expect(moveStore(scope, { storeId: area.id, parentId: alone.id })).rejects.toEqual(refusal('store.wrong_parent'))
  await moveStore(scope, { storeId: alone.id, parentId: area.id })
  await moveStore(scope, { storeId: area.id, parentId: null })
})

test('two moves at the same moment cannot make a ring', async () => {
  const { scope } = await mintTenant()
  const [one, two] = [
    await createStore(scope, { parentId: null, kind: 'area', code: '1', name: '一' }),
    await createStore(scope, { parentId: null, kind: 'area', code: '2', name: '二' }),
  ]
  const moves = await Promise.allSettled([
    moveStore(scope, { storeId: one.id, parentId: two.id }),
    moveStore(scope, { storeId: two.id, parentId: one.id }),
  ])
  expect(moves.map((move) => move.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an area closes after what stands below it, and opens before it', async () => {
  const { scope, area, store } = await aTree()
  await expect(closeStore(scope, { storeId: area.id })).rejects.toEqual(refusal('store.has_open_children'))
  await closeStore(scope, { storeId: store.id })
  await closeStore(scope, { storeId: area.id })
  await expect(reopenStore(scope, { storeId: store.id })).rejects.toEqual(refusal('store.wrong_parent'))
  await reopenStore(scope, { storeId: area.id })
  await reopenStore(scope, { storeId: store.id })
  expect((await listStores(scope)).every((row) => row.closedAt === null)).toBe(true)
})
