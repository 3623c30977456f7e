import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { couponTemplates, programVersions, stores } from '@/db/schema'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay, localMinute } from '@/server/engine/calendar/zone'
import type { CampaignDraft, CampaignTerms } from '@/server/engine/campaign/campaign'
import { type CampaignProblem, type LintTemplate, lintCampaign } from '@/server/engine/campaign/lint'
import { templatesOf } from '@/server/engine/campaign/names'
import type { ProgramDocument } from '@/server/engine/program/document'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { versionInForce } from '@/server/program/program-names'
import { standingVersions } from '@/server/program/standing-versions'
import type { CampaignHouse } from './campaign-row'

/** What is wrong with a draft, and what is worth a second look. */
export const checkCampaign = (scope: TenantScope, draft: CampaignDraft): Promise<CampaignProblem[]> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const { timeZone: zone } = await tenantTerms(tx)
    const at = now().getTime()
    return problemsOf(tx, { at, today: isoOf(localDay(zone, at)), minute: localMinute(zone, at) }, draft)
  })

/** Refuses to put to work what could never come, reach anybody or give anything. */
export async function refuseUnsound(tx: TenantTx, house: CampaignHouse, { terms }: { terms: CampaignTerms }): Promise<void> {
  const [error] = (await problemsOf(tx, house, { terms })).filter(({ level }) => level === 'error')
  if (error) throw new Refusal('conflict', error.code, { field: error.field, details: error.details })
}

type Now = Pick<CampaignHouse, 'at' | 'today' | 'minute'>

async function problemsOf(tx: TenantTx, { at, today, minute }: Now, draft: { terms: CampaignTerms }): Promise<CampaignProblem[]> {
  const open = await tx.orm
    .select({ id: stores.id })
    .from(stores)
    .where(and(eq(stores.tenantId, tx.scope.tenantId), isNull(stores.closedAt)))
  return lintCampaign(draft, {
    today: dayOf(today),
    minute,
    programs: await programsFrom(tx, at),
    stores: new Set(open.map(({ id }) => id)),
    templates: await templatesFor(
      tx,
      templatesOf(draft.terms).map(({ template }) => template),
    ),
  })
}

/** The programs that judge from an instant on: the one in force then, and those to come. None before the first was published. */
export async function programsFrom(tx: TenantTx, at: number): Promise<ProgramDocument[]> {
  const versions = await tx.orm
    .select({ number: programVersions.number, effectiveFrom: programVersions.effectiveFrom, document: programVersions.document })
    .from(programVersions)
    .where(eq(programVersions.tenantId, tx.scope.tenantId))
    .orderBy(asc(programVersions.effectiveFrom), asc(programVersions.number))
  const standing = standingVersions(versions)
  const inForce = versionInForce(standing, at)
  return standing.slice(inForce === undefined ? 0 : standing.indexOf(inForce)).map(({ document }) => document)
}

async function templatesFor(tx: TenantTx, named: readonly string[]): Promise<Map<string, LintTemplate>> {
  if (named.length === 0) return new Map()
  const { id, name, state, left, terms } = couponTemplates
  const rows = await tx.orm
    .select({ id, name, state, left, terms })
    .from(couponTemplates)
    .where(and(eq(couponTemplates.tenantId, tx.scope.tenantId), inArray(id, [...new Set(named)])))
  return new Map(
    rows.map(({ id, name, state, left, terms: { value, validity, thresholds } }) => [
      id,
      {
        name,
        state,
        left,
        until: validity.kind === 'fixed' ? validity.until : null,
        off: value.kind === 'fixed' ? value.off : null,
        least: Math.max(0, ...thresholds.map(({ least }) => least ?? 0)),
      },
    ]),
  )
}
