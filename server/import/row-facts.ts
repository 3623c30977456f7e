import type { ImportPlan } from '@/server/engine/import/column'
import type { MemberRow, OrderRow } from '@/server/engine/import/row'
import type { MemberDraft } from '@/server/engine/member/profile'
import { businessKey } from '@/server/engine/vocabulary'
import type { IncomingEvent } from '@/server/program/incoming-event'

/** The sender's name of every order that came by file; with the books' own number it makes a repeat a repeat. */
export const IMPORT_SOURCE = 'import'

const isoOfInstant = (at: number): string => new Date(at).toISOString()

export const bookKey = (row: OrderRow): string => businessKey(row.body) ?? ''

/** The event that a row of an orders file tells of. */
export const eventOf = (row: OrderRow, plan: ImportPlan): IncomingEvent => ({
  source: IMPORT_SOURCE,
  event_id: bookKey(row),
  member: row.member,
  occurred_at: isoOfInstant(row.at),
  ...(row.store === null ? {} : { store: row.store }),
  body: row.body,
  earns: plan.earns,
  enrols: plan.enrols,
})

/** The member that a row of a members file tells of; one without a date joins at the time of the upload. */
export const memberOf = (row: MemberRow, uploadedAt: string): MemberDraft => ({
  code: row.member,
  joinedAt: row.joinedAt === null ? new Date(uploadedAt).toISOString() : isoOfInstant(row.joinedAt),
  ...(row.name === null ? {} : { name: row.name }),
  ...(row.phone === null ? {} : { phone: row.phone }),
  ...(row.country === null ? {} : { country: row.country }),
  ...(row.store === null ? {} : { store: row.store }),
})
