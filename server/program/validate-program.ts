import { and, eq, isNull } from 'drizzle-orm'
import * as z from 'zod'
import { stores } from '@/db/schema'
import { localDay } from '@/server/engine/calendar/zone'
import { ProgramDocument } from '@/server/engine/program/document'
import { lintProgram } from '@/server/engine/program/lint'
import { type Problem, readDocument } from '@/server/engine/program/problem'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { tenantTerms } from './assemble-draft'
import { namedTemplates } from './coupon-names'
import { settleIds } from './settle-ids'

/** A document or draft that cannot be published, with everything that is wrong with it. */
export class ProgramRefusal extends Refusal {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const errors = problems.filter((p) => p.severity === 'error')
    super('invalid', 'program.has_problems', {
      field: errors[0]?.place.join('.'),
      details: { count: errors.length, first: errors[0]?.code ?? '' },
    })
    this.problems = problems
  }
}

/** The program as the tenant would hold it, and every problem of it; no document when its shape is wrong. */
export async function validateProgram(tx: TenantTx, value: unknown): Promise<{ document: ProgramDocument | null; problems: Problem[] }> {
  const read = readDocument(value)
  if (!read.document) return read
  const terms = await tenantTerms(tx)
  const storeNames = await tx.orm
    .select({ id: stores.id, code: stores.code })
    .from(stores)
    .where(and(eq(stores.tenantId, tx.scope.tenantId), isNull(stores.closedAt)))
  const document = settleIds(tx.scope.tenantId, read.document, storeNames)
  const today = localDay(terms.timeZone, now().getTime())
  const coupons = new Map((await namedTemplates(tx)).map((template) => [template.id, template]))
  const problems = lintProgram(document, { stores: new Set(storeNames.map((s) => s.id)), today, coupons })
  if (document.timeZone !== terms.timeZone) {
    problems.unshift({
      code: 'program.time_zone_differs',
      severity: 'error',
      place: ['timeZone'],
      details: { found: document.timeZone, expected: terms.timeZone },
    })
  }
  if (document.currency !== terms.currency) {
    problems.unshift({
      code: 'program.currency_differs',
      severity: 'error',
      place: ['currency'],
      details: { found: document.currency, expected: terms.currency },
    })
  }
  return { document, problems }
}

/** The program of a document that may be published or become the draft. Refuses with every problem otherwise. */
export async function soundProgram(tx: TenantTx, value: unknown): Promise<ProgramDocument> {
  const { document, problems } = await validateProgram(tx, value)
  if (!document || problems.some((p) => p.severity === 'error')) throw new ProgramRefusal(problems)
  return document
}

/** The shape of a program document for people who write one by hand or by script. */
export const programSchema = (): unknown => z.toJSONSchema(ProgramDocument, { io: 'input', unrepresentable: 'any' })
