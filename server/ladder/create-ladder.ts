import { eq } from 'drizzle-orm'
import { ladders, tiers } from '@/db/schema'
import type { LadderStart, TierDraft } from '@/server/engine/ladder/ladder'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '../program/assemble-draft'
import { lockDraft } from '../program/lock-draft'
import { refuseNameTaken } from './name-ladder'
import { tierColumns } from './place-tier'

/** The most ladders a program may have. */
const MOST = 5

/**
 * Begins a ladder in the draft with one tier that everybody is on; what it asks for beyond is changed afterwards. The
 * first one is the primary one.
 */
export const createLadder = (scope: TenantScope, { name, measure, category }: LadderStart): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const { tenantId } = scope
    const others = await tx.orm.select().from(ladders).where(eq(ladders.tenantId, tenantId))
    if (others.length >= MOST) throw new Refusal('invalid', 'ladder.too_many', { details: { most: MOST } })
    refuseNameTaken(name, others)
    const { language } = await tenantTerms(tx)
    const base: TierDraft = {
      code: 'base',
      name: language.startsWith('zh') ? '普通会员' : 'Member',
      color: '#64748b',
      icon: 'star',
      threshold: 0,
      bonusBps: 0,
    }
    const id = newId()
    await tx.orm.insert(ladders).values({
      tenantId,
      id,
      name,
      isPrimary: others.length === 0,
      position: 1 + Math.max(-1, ...others.map((ladder) => ladder.position)),
      spec: {
        measure,
        ...(category === undefined ? {} : { category }),
        window: { kind: 'lifetime' },
        validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
      },
    })
    await tx.orm.insert(tiers).values({ tenantId, id: newId(), ladderId: id, ...tierColumns(base), position: 0 })
    await audit(tx, { action: 'ladder.created', subject: 'ladder', subjectId: id, after: { name, measure } })
    return { id }
  })
