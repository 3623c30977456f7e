import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import type { Condition } from '@/server/engine/condition/condition'
import { newState, storedOf } from '@/server/engine/state'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { countMatching } from './count-matching'

testDatabase()

/** A member with so many orders and one tag. */
async function aMember(scope: TenantScope, wishes: { orders: number; tag: string; storeId: string; status?: 'closed' }): Promise<void> {
  const state = newState()
  state.history.orders = wishes.orders
  state.history.tags = [wishes.tag]
  const id = newId()
  await inTenant(
    scope,
    'member:write',
    (tx) => tx.sql`
    insert into members (tenant_id, id, code, store_ids, joined_at, joined_on, status, state)
    values (${scope.tenantId}, ${id}, ${id}, ${[wishes.storeId]}::uuid[], '2024-01-01T00:00:00Z', '2024-01-01',
            ${wishes.status ?? 'active'}, ${JSON.stringify(storedOf(state))}::jsonb)`,
  )
}

const twoOrders: Condition = { fact: 'member.order_count', operator: 'gte', value: 2 }

test('members who match are counted: active ones, of the own merchant, and of the own stores', async () => {
  const [{ scope, tenantId }, other] = [await mintTenant(), await mintTenant()]
  const [near, far] = [await mintStore(scope), await mintStore(scope)]
  await aMember(scope, { orders: 3, tag: '常客', storeId: near.id })
  await aMember(scope, { orders: 2, tag: '常客', storeId: far.id })
  await aMember(scope, { orders: 1, tag: '新客', storeId: near.id })
  await aMember(scope, { orders: 9, tag: '常客', storeId: near.id, status: 'closed' })
  await aMember(other.scope, { orders: 9, tag: '常客', storeId: (await mintStore(other.scope)).id })
  const manager = await mintOperator(tenantId, 'store_manager', [near.id])

  expect(await countMatching(scope, { condition: twoOrders })).toEqual({ count: 2 })
  expect(await countMatching(scope, { condition: { not: twoOrders } })).toEqual({ count: 1 })
  expect(await countMatching(manager.scope, { condition: twoOrders })).toEqual({ count: 1 })
  expect(await countMatching(scope, { condition: { fact: 'member.tags', operator: 'has_any', value: ['新客', '无'] } })).toEqual({
    count: 1,
  })
})

test('own fields are asked about as what they are', async () => {
  const { scope, tenantId } = await mintTenant()
  await inTenant(
    scope,
    'program:write',
    (tx) => tx.sql`
    insert into custom_fields (tenant_id, id, key, subject, label, type, position)
    values (${tenantId}, ${newId()}, 'height', 'member', '身高', 'number', 0)`,
  )
  const asked = (value: string | number): Condition => ({ fact: 'member.field.height', operator: 'gte', value })
  expect(await countMatching(scope, { condition: asked(170) })).toEqual({ count: 0 })
  await expect(countMatching(scope, { condition: asked('170') })).rejects.toMatchObject({ code: 'condition.wrong_value' })
  const gone: Condition = { fact: 'member.field.gone', operator: 'eq', value: 'x' }
  await expect(countMatching(scope, { condition: gone })).rejects.toMatchObject({ code: 'condition.unknown_fact' })
})
