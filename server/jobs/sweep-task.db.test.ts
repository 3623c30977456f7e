import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { sweep } from './sweep-task'

const database = testDatabase()

test('stored answers are forgotten after thirty days and not before', async () => {
  const { tenantId } = await mintTenant()
  await database.owner`
    insert into idempotency_keys (tenant_id, key, body_hash, status, answer, created_at)
    select ${tenantId}::uuid, 'k' || d, '', 200, '', now() - make_interval(days => d) from unnest(array[29, 31]) as d`
  await sweep()
  expect(await database.owner`select key from idempotency_keys where tenant_id = ${tenantId}`).toEqual([{ key: 'k29' }])
})

test('sessions that are over are thrown away, and a living one is not', async () => {
  const { userId } = await mintTenant()
  await database.owner`
    insert into sessions (id_hash, user_id, expires_at, last_seen_at)
    values ('living', ${userId}, now() + interval '1 day', now()), ('idle', ${userId}, now() + interval '1 day', now() - interval '13 hours'),
           ('old', ${userId}, now() - interval '1 second', now())`
  await sweep()
  expect(await database.owner`select id_hash from sessions where user_id = ${userId}`).toEqual([{ id_hash: 'living' }])
})
