import { asc, eq } from 'drizzle-orm'
import { programVersions } from '@/db/schema'
import { readEffectId } from '@/server/engine/campaign/campaign'
import type { LadderSpec } from '@/server/engine/ladder/ladder'
import type { ProgramDocument } from '@/server/engine/program/document'
import { benefitName } from '@/server/engine/sentence/benefit'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { tenantTerms } from './assemble-draft'
import { standingVersions } from './standing-versions'

/** A tier as people know it. `rank` counts from 0, the lowest; of a tier that was dropped, its rank when it last stood. */
export type TierName = { id: string; code: string; name: string; color: string; icon: string; rank: number; threshold: number | null }

/** What the ids in histories are called. Names are the newest ones, so that a renamed tier is one tier. */
export type ProgramNames = {
  /** The primary ladder of the version in force; nothing before the first version. */
  ladder: { id: string; name: string; spec: LadderSpec } | null
  /** Every ladder of that version, each with its tiers from the lowest. */
  ladders: { id: string; name: string; tiers: TierName[] }[]
  /** The tiers of the primary one, lowest first. */
  tiers: TierName[]
  /** The tier of a member who has not moved: the one without a threshold, if there is one. */
  base: TierName | null
  tier: (id: string | null) => TierName | null
  ladderName: (id: string) => string | null
  /** A rule, full reduction or benefit; or the campaign behind an effect. */
  rule: (id: string | null) => string | null
  version: (id: string | null) => { number: number; document: ProgramDocument } | null
  byNumber: (number: number) => { document: ProgramDocument } | null
}

/** The version that judges what happens at an instant: the newest in force, and before the first one, the first. */
export function versionInForce<V extends { number: number; effectiveFrom: string }>(versions: readonly V[], at: number): V | undefined {
  const standing = standingVersions(versions)
  const begun = standing.filter((version) => Date.parse(version.effectiveFrom) <= at)
  return begun.at(-1) ?? standing[0]
}

/** Reads what tiers, rules and versions are called, dropped ones included. */
export async function programNames(tx: TenantTx): Promise<ProgramNames> {
  const versions = await tx.orm
    .select({
      id: programVersions.id,
      number: programVersions.number,
      effectiveFrom: programVersions.effectiveFrom,
      document: programVersions.document,
    })
    .from(programVersions)
    .where(eq(programVersions.tenantId, tx.scope.tenantId))
    .orderBy(asc(programVersions.effectiveFrom), asc(programVersions.number))

  // A benefit without a name of its own has that of its kind, in the merchant's language.
  const words = versions.some(({ document }) => document.benefits !== undefined)
    ? await ownLanguage(tx)
    : { language: 'zh' as const, pointsName: '' }
  const campaigns = new Map(
    (
      await tx.sql<{ id: string; name: string }[]>`
        select id, name from campaigns where tenant_id = ${tx.scope.tenantId} and change is not null`
    ).map(({ id, name }) => [id, name]),
  )
  const tiers = new Map<string, TierName>()
  const rules = new Map<string, string>()
  const ladders = new Map<string, string>()
  for (const { document } of versions) {
    for (const ladder of document.ladders) {
      ladders.set(ladder.id, ladder.name)
      for (const [rank, { id, code, name, color, icon, threshold }] of ladder.tiers.entries())
        tiers.set(id, { id, code, name, color, icon, rank, threshold })
    }
    for (const rule of [...document.earningRules, ...document.growthRules, ...(document.checkout?.reductions ?? [])])
      rules.set(rule.id, rule.name)
    for (const benefit of document.benefits ?? []) rules.set(benefit.id, benefitName(benefit, words))
  }

  const current = versionInForce(versions, now().getTime())
  const primary = current?.document.ladders.find((ladder) => ladder.primary) ?? current?.document.ladders[0]
  const tiersOf = (ladder: { tiers: readonly { id: string }[] }) => ladder.tiers.flatMap((tier) => tiers.get(tier.id) ?? [])
  const ownTiers = primary ? tiersOf(primary) : []
  return {
    ladders: (current?.document.ladders ?? []).map((ladder) => ({ id: ladder.id, name: ladder.name, tiers: tiersOf(ladder) })),
    ladder: primary ? { id: primary.id, name: primary.name, spec: primary.spec } : null,
    tiers: ownTiers,
    base: ownTiers[0]?.threshold === 0 ? ownTiers[0] : null,
    tier: (id) => (id === null ? null : (tiers.get(id) ?? null)),
    ladderName: (id) => ladders.get(id) ?? null,
    rule: (id) => (id === null ? null : (rules.get(id) ?? campaigns.get(readEffectId(id)?.campaign ?? '') ?? null)),
    version: (id) => versions.find((version) => version.id === id) ?? null,
    byNumber: (number) => versions.find((version) => version.number === number) ?? null,
  }
}

async function ownLanguage(tx: TenantTx): Promise<{ language: 'zh' | 'en'; pointsName: string }> {
  const { language, pointsName } = await tenantTerms(tx)
  return { language: language.startsWith('zh') ? 'zh' : 'en', pointsName }
}
