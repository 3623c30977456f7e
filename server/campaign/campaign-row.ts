import { and, eq, inArray } from 'drizzle-orm'
import { campaigns, couponTemplates, stores, tenants } from '@/db/schema'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay, localMinute } from '@/server/engine/calendar/zone'
import type { CampaignDraft, CampaignState } from '@/server/engine/campaign/campaign'
import { scopesOf, templatesOf, tiersNamedBy } from '@/server/engine/campaign/names'
import { refuseUnknownFacts } from '@/server/member/audience'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { refuseStaleEdit } from '@/server/program/refuse-stale-edit'
import { checkTiers } from '../coupon/template-row'

export type CampaignRow = typeof campaigns.$inferSelect

/** Names one campaign in a statement. */
export const oneCampaign = (tx: TenantTx, campaignId: string) =>
  and(eq(campaigns.tenantId, tx.scope.tenantId), eq(campaigns.id, campaignId))

/** A campaign of the merchant. Refuses with `campaign.not_found`. */
export async function campaignWithin(tx: TenantTx, campaignId: string): Promise<CampaignRow> {
  const [row] = await tx.orm.select().from(campaigns).where(oneCampaign(tx, campaignId))
  if (!row) throw new Refusal('not_found', 'campaign.not_found')
  return row
}

type Wanted = { campaignId: string; revision?: number; states: readonly CampaignState[] }

/** The same under lock, for a step that only campaigns in some states can take, and as the caller has seen it. */
export async function lockCampaign(tx: TenantTx, { campaignId, revision, states }: Wanted): Promise<CampaignRow> {
  const [row] = await tx.orm.select().from(campaigns).where(oneCampaign(tx, campaignId)).for('update')
  if (!row) throw new Refusal('not_found', 'campaign.not_found')
  if (revision !== undefined && row.revision !== revision) await refuseStaleEdit(tx, campaignId)
  if (!states.includes(row.state)) throw new Refusal('conflict', 'campaign.wrong_step')
  return row
}

/** What of the merchant decides about campaigns, under lock. */
export type CampaignHouse = { zone: string; approves: boolean; changes: number; at: number; today: string; minute: number }

/**
 * Locks the merchant's row ahead of any campaign: whoever begins, pauses, goes on with or ends one takes the next place
 * in the merchant's count, one after the other. It is no lock against those who only name the merchant.
 */
export async function lockHouse(tx: TenantTx): Promise<CampaignHouse> {
  const [row] = await tx.orm
    .select({ zone: tenants.timeZone, approves: tenants.approvesCampaigns, changes: tenants.campaignChanges })
    .from(tenants)
    .where(eq(tenants.id, tx.scope.tenantId))
    .for('no key update')
  if (!row) throw new Refusal('not_found', 'tenant.not_found')
  const at = now().getTime()
  return { ...row, at, today: isoOf(localDay(row.zone, at)), minute: localMinute(row.zone, at) }
}

/** Takes the next place in the merchant's count of changes. The caller holds the merchant's row. */
export async function nextChange(tx: TenantTx, { changes }: CampaignHouse): Promise<number> {
  await tx.orm
    .update(tenants)
    .set({ campaignChanges: changes + 1 })
    .where(eq(tenants.id, tx.scope.tenantId))
  return changes + 1
}

/** Who acts, as kept with a campaign. */
export const actorOf = ({ actor }: TenantScope): string =>
  actor.kind === 'operator' ? actor.userId : actor.kind === 'key' ? `key:${actor.keyId}` : `system:${actor.name}`

/** What the audit log says of a campaign. */
export const toldOf = ({ kind, name, intro, noticeDays, terms }: Omit<CampaignDraft, 'kind'> & { kind: string }) => ({
  kind,
  name,
  intro,
  noticeDays,
  terms,
})

/** Refuses stores, tiers, facts and coupon templates that the merchant does not have. */
export async function checkReferences(tx: TenantTx, { terms }: Pick<CampaignDraft, 'terms'>): Promise<void> {
  const { audience } = terms
  const places = scopesOf(terms)
  for (const { field, scope } of places) await checkStores(tx, scope.stores, `${field}.stores`)
  for (const { field, tiers } of tiersNamedBy(terms)) await checkTiers(tx, tiers, field)
  if (audience.when) await refuseUnknownFacts(tx, audience.when, 'terms.audience.when')
  const named = templatesOf(terms)
  if (named.length === 0) return
  const found = await tx.orm
    .select({ id: couponTemplates.id })
    .from(couponTemplates)
    .where(
      and(
        eq(couponTemplates.tenantId, tx.scope.tenantId),
        inArray(
          couponTemplates.id,
          named.map(({ template }) => template),
        ),
      ),
    )
  const missing = named.find(({ template }) => !found.some(({ id }) => id === template))
  if (missing) throw new Refusal('not_found', 'coupon.template_not_found', { field: missing.field })
}

async function checkStores(tx: TenantTx, wanted: readonly string[] | undefined, field: string): Promise<void> {
  const asked = [...new Set(wanted ?? [])]
  if (asked.length === 0) return
  const found = await tx.orm
    .select({ id: stores.id })
    .from(stores)
    .where(and(eq(stores.tenantId, tx.scope.tenantId), inArray(stores.id, asked.filter(isUuid))))
  if (found.length < asked.length) throw new Refusal('not_found', 'store.not_found', { field })
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
