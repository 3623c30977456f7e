import { desc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { programVersions } from '@/db/schema'
import { dayOf } from '@/server/engine/calendar/day'
import { startOfDay } from '@/server/engine/calendar/zone'
import { timelineOf } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { Actor, TenantScope } from '@/server/platform/scope'
import { assembleDraft } from './assemble-draft'
import { lockDraft } from './lock-draft'
import { replaceDraft } from './replace-draft'
import { soundProgram } from './validate-program'

const MINUTE_MS = 60_000
/** Every process must have heard of a version before the first event that it judges. */
const NOTICE_MS = 10_000

/** What an operator chooses when publishing. `document` comes from a file and replaces the draft. */
export const Publication = z.strictObject({
  document: z.unknown().optional(),
  effectiveFrom: z
    .union([z.iso.datetime({ offset: true }), z.iso.date()])
    .optional()
    .describe('An instant, or a date for its 00:00 in the tenant’s time zone; the next whole minute when left out'),
  note: z.string().trim().max(200).default(''),
})
export type Publication = z.input<typeof Publication>

/** A frozen program and from when it judges. */
export type PublishedVersion = { id: string; number: number; effectiveFrom: string; document: ProgramDocument }

/**
 * Validates the whole program, freezes it as the next version and says from when it judges. Refuses with every problem
 * (`program.has_problems`), or when the time asked for is less than 10 seconds ahead
 * (`program.starts_in_past`) or not behind the latest version's (`program.starts_before_latest`). While nothing has
 * happened to any member yet, a version without a date of its own replaces those before it and judges from their start:
 * history that is imported later is judged by it. `atOnce` asks for that also for a first version or a date gone by.
 */
export const publishProgram = (
  scope: TenantScope,
  publication: Publication,
  options: { atOnce?: boolean } = {},
): Promise<PublishedVersion> =>
  inTenant(scope, 'program:publish', async (tx) => {
    const { document: given, effectiveFrom, note } = Publication.parse(publication)
    await lockDraft(tx)
    const document = await soundProgram(tx, given ?? (await assembleDraft(tx)))
    if (given !== undefined) await replaceDraft(tx, document)
    const latest = await latestVersion(tx)
    const starts =
      (options.atOnce || (latest !== null && effectiveFrom === undefined)) && !(await anyEvent(tx))
        ? replacingStart(effectiveFrom, document.timeZone, now().getTime(), latest?.effectiveFrom ?? null)
        : startOf(effectiveFrom, document.timeZone, now().getTime(), latest?.effectiveFrom ?? null)
    const number = (latest?.number ?? 0) + 1
    const version = { id: newId(), number, effectiveFrom: new Date(starts).toISOString(), document }
    await tx.orm.insert(programVersions).values({
      tenantId: scope.tenantId,
      id: version.id,
      number,
      semantics: document.semantics,
      effectiveFrom: version.effectiveFrom,
      publishedBy: publisherOf(scope.actor),
      note: note ?? '',
      document,
    })
    if (latest || judgesByTime(version.id, starts, document)) await announce(tx, version.id, starts)
    await audit(tx, {
      action: 'program.published',
      subject: 'program_version',
      subjectId: version.id,
      after: { number, effectiveFrom: version.effectiveFrom, note: note ?? '', fromDocument: given !== undefined },
    })
    return version
  })

/** When a version starts to judge, in milliseconds: the time asked for, or the next whole minute at least 10 seconds ahead. */
export function startOf(asked: string | undefined, timeZone: string, at: number, latest: number | null = null): number {
  const soonest = Math.ceil((at + NOTICE_MS) / MINUTE_MS) * MINUTE_MS
  if (asked === undefined) return latest === null ? soonest : Math.max(soonest, Math.floor(latest / MINUTE_MS + 1) * MINUTE_MS)
  const starts = asked.length === 10 ? startOfDay(timeZone, dayOf(asked)) : Date.parse(asked)
  // The minute that is just beginning is what somebody who asks for "now" means.
  if (starts < at + NOTICE_MS) throw new Refusal('invalid', 'program.starts_in_past', { field: 'effectiveFrom' })
  if (latest !== null && starts <= latest) throw new Refusal('invalid', 'program.starts_before_latest', { field: 'effectiveFrom' })
  return starts
}

/** When a version starts that nothing stands in the way of: now, or the time asked for, past or not. */
function replacingStart(asked: string | undefined, timeZone: string, at: number, latest: number | null): number {
  if (asked !== undefined) return asked.length === 10 ? startOfDay(timeZone, dayOf(asked)) : Date.parse(asked)
  return latest ?? Math.floor(at / MINUTE_MS) * MINUTE_MS
}

async function anyEvent(tx: TenantTx): Promise<boolean> {
  return (await tx.sql`select from events where tenant_id = ${tx.scope.tenantId} limit 1`).length > 0
}

/** Whether a first version does anything for members who were there before it and to whom nothing has happened. */
const judgesByTime = (id: string, effectiveFrom: number, document: ProgramDocument): boolean =>
  timelineOf([{ id, effectiveFrom, document }]).startsAlone

/** Has every member cross to the version when it takes effect, also those to whom nothing happens then. */
async function announce(tx: TenantTx, versionId: string, starts: number): Promise<void> {
  const payload = JSON.stringify({ tenantId: tx.scope.tenantId, versionId })
  await tx.sql`select app_add_job('take_effect', ${payload}::text::json, ${`take_effect:${versionId}`}, ${new Date(starts).toISOString()}::timestamptz)`
}

async function latestVersion(tx: TenantTx): Promise<{ number: number; effectiveFrom: number } | null> {
  const [latest] = await tx.orm
    .select({ number: programVersions.number, effectiveFrom: programVersions.effectiveFrom })
    .from(programVersions)
    .where(eq(programVersions.tenantId, tx.scope.tenantId))
    .orderBy(desc(programVersions.number))
    .limit(1)
  return latest ? { number: latest.number, effectiveFrom: Date.parse(latest.effectiveFrom) } : null
}

/** Who published, as kept with the version: the operator's id, or the name of the part of the system. */
const publisherOf = (actor: Actor): string =>
  actor.kind === 'operator' ? actor.userId : actor.kind === 'key' ? `key:${actor.keyId}` : `system:${actor.name}`
