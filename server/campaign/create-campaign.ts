import { campaigns } from '@/db/schema'
import type { CampaignDraft } from '@/server/engine/campaign/campaign'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { actorOf, checkReferences, toldOf } from './campaign-row'

/** Begins a campaign as a draft: nothing is given by it before it is put to work. */
export const createCampaign = (scope: TenantScope, draft: CampaignDraft): Promise<{ id: string }> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    await checkReferences(tx, draft)
    const id = newId()
    await tx.orm.insert(campaigns).values({ tenantId: scope.tenantId, id, rootId: id, ...draft, state: 'draft', createdBy: actorOf(scope) })
    await audit(tx, { action: 'campaign.created', subject: 'campaign', subjectId: id, after: toldOf(draft) })
    return { id }
  })
