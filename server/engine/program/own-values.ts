import { monthAndDay } from '../member/birthday'
import type { FactBody, FieldValues } from '../vocabulary'
import type { CustomEvent, CustomField } from './custom'

/** The merchant's own fields and events of one version. */
export type OwnWords = { fields?: readonly CustomField[] | undefined; events?: readonly CustomEvent[] | undefined }

/** What is wrong with the merchant's own values, and where in the event. */
export type OwnProblem = { code: 'event.unknown_own_field' | 'event.own_field_wrong' | 'event.unknown_own_event'; field: string }

const CIVIL = /^\d{4}-\d{2}-\d{2}$/

/** Whether what was sent is of a field's kind; nothing clears, whatever the kind. */
export function fits(field: Pick<CustomField, 'type' | 'choices'>, value: FieldValues[string]): boolean {
  if (value === null) return true
  switch (field.type) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number'
    case 'date':
      return typeof value === 'string' && CIVIL.test(value) && monthAndDay(value) !== null
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value)
    case 'yes_no':
      return typeof value === 'boolean'
  }
}

function problemIn(values: FieldValues | undefined, subject: CustomField['subject'], own: OwnWords, path: string): OwnProblem | null {
  for (const [key, value] of Object.entries(values ?? {})) {
    const field = own.fields?.find((one) => one.subject === subject && one.key === key)
    if (!field) return { code: 'event.unknown_own_field', field: `${path}.${key}` }
    if (!fits(field, value)) return { code: 'event.own_field_wrong', field: `${path}.${key}` }
  }
  return null
}

/** Checks the merchant's own fields of lines, whether of an order or of a cart; `path` is where the lines stand. */
export function ownLineProblem(lines: readonly { fields?: FieldValues | undefined }[], own: OwnWords, path: string): OwnProblem | null {
  for (const [i, line] of lines.entries()) {
    const problem = problemIn(line.fields, 'line', own, `${path}.${i}.fields`)
    if (problem) return problem
  }
  return null
}

/** Checks what a fact says in the merchant's own fields and events against a version that has them; null when nothing is wrong. */
export function ownProblem(body: FactBody, own: OwnWords): OwnProblem | null {
  switch (body.type) {
    case 'order.paid':
      return ownLineProblem(body.lines ?? [], own, 'body.lines')
    case 'member.profile_changed':
      return problemIn(body.fields, 'member', own, 'body.fields')
    case 'custom':
      return own.events?.some((event) => event.key === body.event) ? null : { code: 'event.unknown_own_event', field: 'body.event' }
    default:
      return null
  }
}
