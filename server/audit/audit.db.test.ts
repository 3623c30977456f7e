import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintTenant } from '@/db/testing/mint'
import { appPool } from '@/server/platform/database'
import { createKey } from '../key/create-key'
import { createStore } from '../store/create-store'
import { listAudit } from './reads'

const database = testDatabase()
const aStore = (code: string) => ({ parentId: null, kind: 'store' as const, code, name: '示例' })

test('lines come newest first, in pages, without a gap or a repeat', async () => {
  const { scope } = await mintTenant()
  for (let i = 0; i < 7; i++) await createStore(scope, aStore(`s${i}`))
  const codes: unknown[] = []
  let cursor: string | undefined
  do {
    const { rows, next } = await listAudit(scope, { limit: 3, cursor })
    codes.push(...rows.map((row) => (row.after as { code: string }).code))
    cursor = next ?? undefined
  } while (cursor)
  expect(codes).toEqual(['s6', 's5', 's4', 's3', 's2', 's1', 's0'])
})

test('lines are found by who, by what, and by the merchant’s own dates', async () => {
  const { scope, tenantId, userId } = await mintTenant({ timeZone: 'Asia/Shanghai' })
  const colleague = await mintOperator(tenantId, 'operator')
  await createStore(scope, aStore('a'))
  await createStore(colleague.scope, aStore('b'))
  await createKey(scope, { name: '示例', scopes: ['events:write'] })
  const count = async (query: Parameters<typeof listAudit>[1]) => (await listAudit(scope, query)).rows.length
  expect(await count({ limit: 50, actorId: colleague.userId })).toBe(1)
  expect(await count({ limit: 50, actorId: userId, subject: 'key' })).toBe(1)
  // 23:30 on the 30th in UTC is the 31st in Shanghai.
  await database.owner`update audit_log set at = '2024-05-30T23:30:00Z' where tenant_id = ${tenantId} and subject = 'key'`
  expect(await count({ limit: 50, from: '2024-05-31', to: '2024-05-31' })).toBe(1)
  expect(await count({ limit: 50, to: '2024-05-30' })).toBe(0)
  expect(await count({ limit: 50, from: '2024-06-01' })).toBe(2)
})

test('the application can neither change nor remove a line', async () => {
  const { scope } = await mintTenant()
  await createStore(scope, aStore('x'))
  await expect(appPool()`update audit_log set action = 'nothing'`).rejects.toMatchObject({ code: '42501' })
  await expect(appPool()`delete from audit_log`).rejects.toMatchObject({ code: '42501' })
})
