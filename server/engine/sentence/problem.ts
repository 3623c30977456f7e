import type { Condition } from '../condition/condition'
import { catalogueOf } from '../condition/facts'
import type { Measure } from '../ladder/ladder'
import { ProgramDocument } from '../program/document'
import { namesAlong, type Problem, valueAt } from '../program/problem'
import { conditionText } from './condition'
import { thresholdText } from './ladder'
import { dateText, type Surround, type Wording, wordingOf } from './wording'

/** The wording of a document that is well formed; of another one there is none. */
export function wordingIn(document: unknown, surround: Surround): Wording | null {
  const parsed = ProgramDocument.safeParse(document)
  return parsed.success ? wordingOf(surround, parsed.data) : null
}

/** Speaks by a key that arrives at run time; a test sees to it that each code has its sentence. */
export type Speaker = (key: string, values?: Record<string, string | number>) => string

/** The sentence of a problem in the merchant's own figures and names. */
export function tellProblem(problem: Problem, say: Speaker, document: unknown, surround: Surround, wording: Wording | null): string {
  const sentence = say(`problem.${problem.code}`, valuesOf(problem, document, surround, wording))
  // Between two Chinese words no space is left that stood beside a figure.
  return sentence.replaceAll(/(?<=\p{Script=Han}) (?=[\p{Script=Han}，。])/gu, '')
}

/** Where a problem stands: the part of the program, and in it the names the merchant gave. */
export function tellPlace({ place }: Problem, say: Speaker & { has(key: string): boolean }, document: unknown): string {
  const head = place[0]
  const part = say.has(`place.${head}`) ? say(`place.${head}`) : say('place.whole')
  const names = namesAlong(document, place)
  const row = typeof place[1] === 'number' && names.length === 0 ? [say('place.row', { number: place[1] + 1 })] : names
  return [part, ...row].join(' › ')
}

/** What fills the sentence of a problem: amounts in their units, dates and conditions in words. */
function valuesOf(
  { code, place, details }: Problem,
  document: unknown,
  surround: Surround,
  wording: Wording | null,
): Record<string, string | number> {
  const amount = (value: string | number | undefined, measure: string | number | undefined): string =>
    typeof value === 'number' && typeof measure === 'string' ? thresholdText(measure as Measure, value, surround) : ''
  const { minimum, kept, most, measure, keptMeasure, date, fact } = details
  return {
    ...details,
    amount: amount(minimum, measure),
    keptAmount: amount(kept, keptMeasure),
    mostAmount: amount(most, measure ?? keptMeasure),
    ...(typeof date === 'string' ? { date: dateText(date, surround.language) } : {}),
    ...(typeof fact === 'string' ? { fact: factName(fact, surround, wording) } : {}),
    ...(told.has(code) ? { condition: wording ? conditionText(valueAt(document, place) as Condition, wording) : '…' } : {}),
  }
}

/** The problems that stand at a whole condition and say what it says. */
const told: ReadonlySet<Problem['code']> = new Set([
  'condition.never_true',
  'tier.requires_never',
  'tier.requires_itself',
  'tier.alternative_never',
  'tier.keep_never',
])

const factName = (key: string, { language }: Surround, wording: Wording | null): string =>
  catalogueOf(wording?.fields ?? []).get(key)?.[language] ?? ''
