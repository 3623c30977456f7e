import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { tiers } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { tiersOf } from './place-tier'

export const Thresholds = z.strictObject({
  ladderId: z.uuid(),
  thresholds: z
    .array(z.strictObject({ tierId: z.uuid(), revision: z.int().min(1), threshold: z.int().min(0).max(9_000_000_000_000) }))
    .min(1)
    .max(30),
})
export type Thresholds = z.infer<typeof Thresholds>

/** Sets the thresholds of several rungs of the draft at once. Refuses when they would no longer rise, or when somebody changed one meanwhile. */
export const setThresholds = (scope: TenantScope, { ladderId, thresholds }: Thresholds): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { rows, written } = await tiersOf(tx, ladderId)
    const wanted = new Map(thresholds.map((one) => [one.tierId, one]))
    if (thresholds.some(({ tierId }) => !rows.some((row) => row.id === tierId))) throw new Refusal('not_found', 'tier.not_found')
    for (const row of rows) {
      const one = wanted.get(row.id)
      // A tier that lost its threshold meanwhile was changed by somebody, too.
      if (one && (one.revision !== row.revision || row.threshold === null)) await refuseStaleEdit(tx, row.id)
    }
    const after = rows.map((row) => ({ ...row, threshold: wanted.get(row.id)?.threshold ?? row.threshold }))
    let below: { name: string; threshold: number } | undefined
    for (const { id, name, threshold } of after) {
      if (threshold === null) continue
      if (below && threshold <= below.threshold) {
        const place = thresholds.findIndex((one) => one.tierId === id)
        throw new Refusal('invalid', 'tier.threshold_too_low', {
          ...(place < 0 ? {} : { field: `thresholds.${place}.threshold` }),
          details: { name: below.name, amount: written(below.threshold) },
        })
      }
      below = { name, threshold }
    }
    for (const [place, row] of rows.entries()) {
      const threshold = after[place]?.threshold ?? null
      if (threshold === row.threshold) continue
      await tx.orm
        .update(tiers)
        .set({ threshold, revision: row.revision + 1, updatedAt: now().toISOString() })
        .where(and(eq(tiers.tenantId, scope.tenantId), eq(tiers.id, row.id)))
    }
    await audit(tx, {
      action: 'ladder.thresholds_set',
      subject: 'ladder',
      subjectId: ladderId,
      before: rows.map(({ name, threshold }) => ({ name, threshold })),
      after: after.map(({ name, threshold }) => ({ name, threshold })),
    })
  })
