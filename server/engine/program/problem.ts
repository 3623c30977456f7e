import type * as z from 'zod'
import { ProgramDocument } from './document'

/** What can be wrong with a program; each has one sentence in both languages. */
const errors = [
  'shape.missing',
  'shape.wrong_type',
  'shape.too_small',
  'shape.too_big',
  'shape.unknown_key',
  'shape.not_a_choice',
  'shape.wrong_format',
  'program.id_twice',
  'program.time_zone_differs',
  'program.currency_differs',
  'field.key_format',
  'field.choices_missing',
  'field.key_taken',
  'event.key_taken',
  'ladder.none',
  'ladder.one_primary',
  'ladder.no_growth_rule',
  'ladder.category_missing',
  'tier.code_format',
  'tier.code_taken',
  'tier.name_taken',
  'tier.not_rising',
  'tier.out_of_reach',
  'tier.auto_redeemed',
  'tier.requires_never',
  'tier.requires_itself',
  'tier.keep_missing',
  'growth_rule.unknown_ladder',
  'rule.rate_needs_order',
  'rule.lines_need_order',
  'rule.event_missing',
  'rule.unknown_event',
  'rule.ends_before_start',
  'rule.date_format',
  'rule.unknown_tier',
  'rule.other_ladder',
  'condition.unknown_fact',
  'condition.wrong_operator',
  'condition.wrong_value',
  'condition.unknown_choice',
  'condition.too_deep',
  'condition.too_long',
  'condition.malformed',
  'condition.unknown_tier',
  'condition.other_ladder',
  'condition.unknown_store',
  'condition.needs_order',
  'condition.needs_amount',
  'condition.line_only',
  'condition.line_in_when',
  'condition.member_only',
  'scope.unknown_tier',
  'scope.unknown_store',
  'coupon.unknown',
  'checkout.rung_two_ways',
  'checkout.rung_empty',
  'checkout.rungs_do_not_rise',
  'checkout.most_below_least',
  'checkout.points_never',
  'benefit.term_missing',
  'benefit.term_not_taken',
  'benefit.counter_terms',
  'benefit.no_name',
] as const

const warnings = [
  'program.no_earning_rule',
  'ladder.no_points_rule',
  'ladder.many_tiers',
  'ladder.window_unused',
  'ladder.retention_unused',
  'ladder.keep_lifetime',
  'ladder.rises_again',
  'ladder.recalculates_same',
  'ladder.balance_spent',
  'ladder.rise_rolls',
  'ladder.reset_unused',
  'ladder.reset_twice',
  'ladder.reset_drops',
  'ladder.notice_unused',
  'ladder.notice_too_early',
  'ladder.entry_unused',
  'tier.no_base',
  'tier.base_requires',
  'tier.bonus_falls',
  'tier.beyond_rules',
  'tier.alternative_never',
  'tier.keep_never',
  'tier.keep_unused',
  'tier.keep_nothing',
  'tier.keep_harder',
  'tier.keep_out_of_reach',
  'tier.growth_bonus_unused',
  'growth_rule.unused',
  'rule.ended',
  'rule.behind_stop',
  'rule.cap_below_reward',
  'rule.caps_cross',
  'rule.no_rate',
  'rule.changes_nothing',
  'points.gone_at_once',
  'points.bonus_beyond_cap',
  'points.bonuses_beyond_cap',
  'points.pending_outlives',
  'points.reminder_unused',
  'points.reminder_too_early',
  'condition.never_true',
  'coupon.not_given_out',
  'checkout.points_dear',
  'checkout.points_pay_all',
  'checkout.reduction_over',
  'checkout.rung_gives_all',
  'checkout.rung_takes_less',
  'benefit.nobody',
  'benefit.over',
  'benefit.late_day',
  'benefit.price_falls',
] as const

/** What can be wrong with a program; each has one sentence in both languages. */
export const problemCodes = [...errors, ...warnings]
export type ProblemCode = (typeof problemCodes)[number]

const doubtful: ReadonlySet<ProblemCode> = new Set<ProblemCode>(warnings)
/** Errors stop publishing, warnings do not. */
export const severityOf = (code: ProblemCode): Problem['severity'] => (doubtful.has(code) ? 'warning' : 'error')

/** The path to a part of the document. */
export type Place = (string | number)[]

/** One thing wrong with a program, where it stands, and what fills its sentence. */
export type Problem = {
  code: ProblemCode
  severity: 'error' | 'warning'
  place: Place
  details: Record<string, string | number>
}

const known: ReadonlySet<string> = new Set(problemCodes)

/** Reads a document of unknown origin: the program, or what is wrong with its shape, place by place. */
export function readDocument(value: unknown): { document: ProgramDocument; problems: [] } | { document: null; problems: Problem[] } {
  const parsed = ProgramDocument.safeParse(value)
  if (parsed.success) return { document: parsed.data, problems: [] }
  return { document: null, problems: parsed.error.issues.map((issue) => problemOf(issue, value)) }
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): Problem {
  const place = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  const problem = (code: ProblemCode, details: Problem['details'] = {}): Problem => ({ code, severity: 'error', place, details })
  if (issue.code !== 'custom' && issue.code !== 'unrecognized_keys' && valueAt(value, place) === undefined) return problem('shape.missing')
  switch (issue.code) {
    case 'custom':
      return problem(known.has(issue.message) ? (issue.message as ProblemCode) : 'shape.wrong_format')
    case 'invalid_type':
      return problem('shape.wrong_type', { expected: issue.expected })
    case 'too_small':
      return place.join('.') === 'ladders' ? problem('ladder.none') : problem('shape.too_small', { minimum: Number(issue.minimum) })
    case 'too_big':
      return problem('shape.too_big', { maximum: Number(issue.maximum) })
    case 'unrecognized_keys':
      return problem('shape.unknown_key', { names: issue.keys.join(', ') })
    case 'invalid_value':
      return problem('shape.not_a_choice', { choices: issue.values.map(String).join(', ') })
    case 'invalid_union':
      return problem(place.includes('when') ? 'condition.malformed' : 'shape.not_a_choice', { choices: '' })
    case 'invalid_format':
      return problem(known.has(issue.message) ? (issue.message as ProblemCode) : 'shape.wrong_format')
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return problem('shape.wrong_format')
  }
}

/** What stands at a path of a value, or undefined. */
export function valueAt(value: unknown, place: Place): unknown {
  let at = value
  for (const part of place) {
    if (at === null || typeof at !== 'object') return undefined
    at = (at as Record<string | number, unknown>)[part]
  }
  return at
}

/** The names of the parts a place lies in, outermost first, for a heading such as "Tiers › Gold". */
export function namesAlong(value: unknown, place: Place): string[] {
  const names: string[] = []
  for (let length = 1; length <= place.length; length++) {
    const part = valueAt(value, place.slice(0, length))
    const named = part !== null && typeof part === 'object' && !Array.isArray(part) ? (part as { name?: unknown; label?: unknown }) : {}
    const name = named.name ?? named.label
    if (typeof name === 'string' && name.trim() !== '') names.push(name)
  }
  return names
}
