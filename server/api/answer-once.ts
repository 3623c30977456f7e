import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { Permission, TenantScope } from '@/server/platform/scope'

export type StoredAnswer = { status: number; body: string }

/** Stands in `status` while the first call is at work. */
const AT_WORK = 0
/** A call that has been at work for longer was cut off: another takes its place. */
const CUT_OFF_SECONDS = 60
const WAIT_MS = 30_000

const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex')

/**
 * Does the work of a call once per Idempotency-Key and keeps the answer, byte for byte, for whoever sends the same body
 * under the same key again. Refuses the same key with another body; a twin that comes meanwhile waits for the answer.
 * `permission` is what the work itself asks for.
 */
export async function answerOnce(
  scope: TenantScope,
  key: string,
  body: string,
  work: () => Promise<StoredAnswer>,
  permission: Permission = 'event:write',
): Promise<StoredAnswer & { replayed: boolean }> {
  const bodyHash = hashOf(body)
  const until = performance.now() + WAIT_MS
  for (let pause = 20; ; pause = Math.min(pause * 2, 250)) {
    const found = await claim(scope, key, bodyHash, permission)
    if (found === 'mine') break
    if (found.hash !== bodyHash) throw new Refusal('invalid', 'request.key_reused', { field: 'Idempotency-Key' })
    if (found.status !== AT_WORK) return { status: found.status, body: found.answer, replayed: true }
    if (performance.now() > until) throw new Refusal('conflict', 'request.still_at_work', { field: 'Idempotency-Key' })
    await wait(pause)
  }
  try {
    const answer = await work()
    await inTenant(
      scope,
      permission,
      (tx) => tx.sql`
      update idempotency_keys set status = ${answer.status}, answer = ${answer.body}
      where tenant_id = ${scope.tenantId} and key = ${key} and body_hash = ${bodyHash}`,
    )
    return { ...answer, replayed: false }
  } catch (error) {
    // Nothing was answered, so the key is free again. The events themselves are safe under their own keys.
    await inTenant(
      scope,
      permission,
      (tx) => tx.sql`
      delete from idempotency_keys where tenant_id = ${scope.tenantId} and key = ${key} and status = ${AT_WORK}`,
    )
    throw error
  }
}

async function claim(
  scope: TenantScope,
  key: string,
  bodyHash: string,
  permission: Permission,
): Promise<'mine' | { hash: string; status: number; answer: string }> {
  return inTenant(scope, permission, async (tx) => {
    const claimed = await tx.sql`
      insert into idempotency_keys (tenant_id, key, body_hash, status, answer) values (${scope.tenantId}, ${key}, ${bodyHash}, ${AT_WORK}, '')
      on conflict (tenant_id, key) do nothing returning key`
    if (claimed.length > 0) return 'mine'
    const taken = await tx.sql`
      update idempotency_keys set created_at = clock_timestamp()
      where tenant_id = ${scope.tenantId} and key = ${key} and body_hash = ${bodyHash} and status = ${AT_WORK}
        and created_at < clock_timestamp() - make_interval(secs => ${CUT_OFF_SECONDS}) returning key`
    if (taken.length > 0) return 'mine'
    const [row] = await tx.sql<{ hash: string; status: number; answer: string }[]>`
      select body_hash as hash, status, answer from idempotency_keys where tenant_id = ${scope.tenantId} and key = ${key}`
    // Freed by a failed call between the two statements: the next turn claims it.
    return row ?? { hash: bodyHash, status: AT_WORK, answer: '' }
  })
}
