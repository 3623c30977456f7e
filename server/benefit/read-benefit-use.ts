import { asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { programVersions } from '@/db/schema'
import type { BenefitGrant } from '@/server/engine/benefit/benefit'
import { localDay } from '@/server/engine/calendar/zone'
import { selectMembers } from '@/server/engine/condition/select'
import type { ProgramDocument } from '@/server/engine/program/document'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '../program/assemble-draft'
import { versionInForce } from '../program/program-names'
import { libraryOf } from './draft-benefits'
import { BenefitId } from './find-benefit'

export const OwnBenefit = z.strictObject({ benefitId: BenefitId })
export type OwnBenefit = z.infer<typeof OwnBenefit>

/** Over how many days uses are counted. */
const DAYS = 90

/** How many members have a benefit as published, and how often it was had in the last 90 days. */
export const readBenefitUse = (scope: TenantScope, { benefitId }: OwnBenefit): Promise<{ members: number; uses: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    if (!(await libraryOf(tx)).some((benefit) => benefit.id === benefitId)) throw new Refusal('not_found', 'benefit.not_found')
    const versions = await tx.orm
      .select({ number: programVersions.number, effectiveFrom: programVersions.effectiveFrom, document: programVersions.document })
      .from(programVersions)
      .where(eq(programVersions.tenantId, scope.tenantId))
      .orderBy(asc(programVersions.effectiveFrom), asc(programVersions.number))
    const document = versionInForce(versions, now().getTime())?.document
    const grants = document?.benefits?.find((benefit) => benefit.id === benefitId)?.spec.grants ?? []
    const [used] = await tx.sql<{ uses: number }[]>`
      select count(*)::int as uses from benefit_uses
      where tenant_id = ${scope.tenantId} and benefit_id = ${benefitId} and undone_at is null
        and used_at >= ${now().toISOString()}::timestamptz - make_interval(days => ${DAYS})`
    return { members: document ? await membersWith(tx, grants, document) : 0, uses: used?.uses ?? 0 }
  })

/** How many members one of the grants is for, by their stored states. */
async function membersWith(tx: TenantTx, grants: readonly BenefitGrant[], { ladders }: ProgramDocument): Promise<number> {
  const granted = new Set(grants.flatMap(({ to }) => ('tier' in to ? [to.tier] : [])))
  const conditions = grants.flatMap(({ to }) => ('when' in to ? [to.when] : []))
  const primary = ladders.find((ladder) => ladder.primary) ?? ladders[0]
  const baseOf = (ladder: (typeof ladders)[number] | undefined) => (ladder?.tiers[0]?.threshold === 0 ? ladder.tiers[0].id : null)
  const today = localDay((await tenantTerms(tx)).timeZone, now().getTime())
  const asked =
    conditions.length > 0 ? selectMembers({ any: conditions }, { today, ladderId: primary?.id ?? '', baseTier: baseOf(primary) }) : null
  const values: (string | number | string[])[] = [...(asked?.values ?? [])]
  const bound = (value: string | string[]): string => `$${values.push(value)}`
  const parts = asked ? [asked.text] : []
  for (const ladder of ladders) {
    const tiers = ladder.tiers.flatMap(({ id }) => (granted.has(id) ? [id] : []))
    if (tiers.length === 0) continue
    const held = `m.standing->'ladders'->${bound(ladder.id)}::text->>'tier'`
    parts.push(`coalesce(${held}, ${bound(baseOf(ladder) ?? '')}::text) = any (${bound(tiers)}::text[])`)
  }
  if (parts.length === 0) return 0
  const tenant = bound(tx.scope.tenantId)
  const [row] = await tx.sql.unsafe<{ count: number }[]>(
    `select count(*)::int as count
     from (
       select state->'history' as history, state->'standing' as standing
       from members where status = 'active' and tenant_id = ${tenant}::uuid offset 0
     ) m
     where ${parts.map((part) => `(${part})`).join(' or ')}`,
    values,
  )
  return row?.count ?? 0
}
