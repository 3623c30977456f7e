import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { earningRules, growthRules, programVersions, stores, users } from '@/db/schema'
import type { CustomEvent, CustomField } from '@/server/engine/program/custom'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Problem } from '@/server/engine/program/problem'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { assembleDraft, ownWords, tenantTerms } from './assemble-draft'
import { type NamedTemplate, namedTemplates } from './coupon-names'
import { versionInForce } from './program-names'
import { type TemplateKey, templates } from './templates/catalogue'
import { validateProgram } from './validate-program'

/** What a sentence about a program needs beside the program. */
export type Surroundings = {
  currency: string
  timeZone: string
  pointsName: string
  stores: { id: string; code: string; name: string }[]
  coupons: NamedTemplate[]
  /** The merchant's own fields and events, as the draft has them. */
  fields: CustomField[]
  events: CustomEvent[]
}

/** One published version, as the list shows it. `publishedBy` is nothing when no person did it. */
export type VersionLine = {
  id: string
  number: number
  effectiveFrom: string
  publishedAt: string
  publishedBy: string | null
  note: string
  state: 'past' | 'current' | 'scheduled'
}
export type Version = VersionLine & { document: ProgramDocument }

/** The draft as a whole: what it says, what is wrong with it, and the version published last. */
export type ProgramHome = {
  draft: ProgramDocument
  /** Rules that are switched off and so no part of the draft above. */
  switchedOff: number
  problems: Problem[]
  latest: Version | null
  versions: VersionLine[]
}

/** Reads the draft, its problems and the version it will be compared with. */
export const readProgram = (scope: TenantScope): Promise<ProgramHome> =>
  inTenant(scope, 'program:read', async (tx) => {
    const draft = await assembleDraft(tx)
    const { problems } = draft.ladders.length > 0 ? await validateProgram(tx, draft) : { problems: [] }
    const versions = await readVersionRows(tx)
    const newest = versions.at(-1)
    return {
      draft,
      switchedOff: await countSwitchedOff(tx),
      problems,
      latest: newest ?? null,
      versions: versions.map(({ document: _document, ...line }) => line).reverse(),
    }
  })

/** One version with everything it says. Refuses with `version.not_found`. */
export const readVersion = (scope: TenantScope, { versionId }: { versionId: string }): Promise<Version> =>
  inTenant(scope, 'program:read', async (tx) => {
    const version = (await readVersionRows(tx)).find((v) => v.id === versionId)
    if (!version) throw new Refusal('not_found', 'version.not_found')
    return version
  })

/** What stands around the program: money, time, the name of points, and the stores, coupons, fields and events that rules may name. */
export const readSurroundings = (scope: TenantScope): Promise<Surroundings> =>
  inTenant(scope, 'program:read', async (tx) => {
    const { currency, timeZone, pointsName } = await tenantTerms(tx)
    const rows = await tx.orm
      .select({ id: stores.id, code: stores.code, name: stores.name })
      .from(stores)
      .where(and(eq(stores.tenantId, scope.tenantId), isNull(stores.closedAt)))
      .orderBy(asc(stores.code))
    return { currency, timeZone, pointsName, stores: rows, coupons: await namedTemplates(tx), ...(await ownWords(tx)) }
  })

/** The ready programs as they would be for this tenant; the one of its own industry first. */
export const previewTemplates = (scope: TenantScope): Promise<{ template: TemplateKey; document: ProgramDocument; fits: boolean }[]> =>
  inTenant(scope, 'program:read', async (tx) => {
    const { language, currency, timeZone, industry } = await tenantTerms(tx)
    const terms = { language: language.startsWith('zh') ? ('zh' as const) : ('en' as const), currency, timeZone }
    const previews = (Object.keys(templates) as TemplateKey[])
      .filter((template) => template !== 'blank')
      .map((template) => ({ template, document: templates[template](terms), fits: template === industry }))
    return previews.sort((a, b) => Number(b.fits) - Number(a.fits))
  })

async function countSwitchedOff(tx: TenantTx): Promise<number> {
  const { tenantId } = tx.scope
  const count = { count: sql<number>`count(*)::int` }
  const [growth] = await tx.orm
    .select(count)
    .from(growthRules)
    .where(and(eq(growthRules.tenantId, tenantId), eq(growthRules.enabled, false)))
  const [earning] = await tx.orm
    .select(count)
    .from(earningRules)
    .where(and(eq(earningRules.tenantId, tenantId), eq(earningRules.enabled, false)))
  return (growth?.count ?? 0) + (earning?.count ?? 0)
}

/** Every version in order of number. Times as ISO instants. */
async function readVersionRows(tx: TenantTx): Promise<Version[]> {
  const rows = await tx.orm
    .select()
    .from(programVersions)
    .where(eq(programVersions.tenantId, tx.scope.tenantId))
    .orderBy(asc(programVersions.number))
  const people = await publishers(
    tx,
    rows.map((row) => row.publishedBy),
  )
  const at = now().getTime()
  const current = versionInForce(
    rows.toSorted((a, b) => Date.parse(a.effectiveFrom) - Date.parse(b.effectiveFrom) || a.number - b.number),
    at,
  )
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    effectiveFrom: new Date(row.effectiveFrom).toISOString(),
    publishedAt: new Date(row.publishedAt).toISOString(),
    publishedBy: people.get(row.publishedBy) ?? null,
    note: row.note,
    state: row.id === current?.id ? 'current' : Date.parse(row.effectiveFrom) > at ? 'scheduled' : 'past',
    document: row.document,
  }))
}

async function publishers(tx: TenantTx, published: string[]): Promise<Map<string, string>> {
  const ids = [...new Set(published.filter((by) => !by.includes(':')))]
  if (ids.length === 0) return new Map()
  const rows = await tx.orm.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids))
  return new Map(rows.map((row) => [row.id, row.name]))
}
