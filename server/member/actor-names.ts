import { and, eq, inArray } from 'drizzle-orm'
import { apiKeys, users } from '@/db/schema'
import type { TenantTx } from '@/server/platform/database'

/** What those who acted are called, by `<kind>:<id>`. The system has no name of its own. */
export async function actorNames(
  tx: TenantTx,
  actors: { kind: 'operator' | 'key' | 'system'; id: string }[],
): Promise<Map<string, string>> {
  const people = [...new Set(actors.filter((actor) => actor.kind === 'operator').map((actor) => actor.id))]
  const keys = [...new Set(actors.filter((actor) => actor.kind === 'key').map((actor) => actor.id))]
  const names = new Map<string, string>()
  if (people.length > 0)
    for (const user of await tx.orm.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people)))
      names.set(`operator:${user.id}`, user.name)
  if (keys.length > 0)
    for (const key of await tx.orm
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(and(eq(apiKeys.tenantId, tx.scope.tenantId), inArray(apiKeys.id, keys))))
      names.set(`key:${key.id}`, key.name)
  return names
}
