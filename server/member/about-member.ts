import { type Day, isoOf } from '@/server/engine/calendar/day'
import type { CustomField } from '@/server/engine/program/custom'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { MemberState } from '@/server/engine/state'
import type { FieldValues } from '@/server/engine/vocabulary'

/** What is known of a member beside what they did. A birthday is month and day, `03-15`. */
export type MemberAbout = {
  birthday: string | null
  tags: string[]
  /** The merchant's own fields of members, as published last, each with what it holds. */
  fields: (Pick<CustomField, 'key' | 'label' | 'type' | 'choices'> & { value: FieldValues[string] })[]
}

/** A ladder with what can be given on it by hand, and what was: until when, and whether rules are kept from moving the member. */
export type HandLadder = {
  id: string
  name: string
  tiers: { id: string; name: string; color: string; byHandOnly: boolean }[]
  tierId: string | null
  override: { until: string | null; locked: boolean } | null
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** What a member's history says of the member, by the fields that are there now. */
export function aboutOf({ history }: Pick<MemberState, 'history'>, fields: readonly CustomField[]): MemberAbout {
  return {
    birthday: history.birthday?.map(twoDigits).join('-') ?? null,
    tags: [...history.tags],
    fields: fields
      .filter((field) => field.subject === 'member')
      .map(({ key, label, type, choices }) => {
        const held = history.fields[key] ?? null
        return { key, label, type, choices, value: type === 'yes_no' && held !== null ? held === 'yes' : held }
      }),
  }
}

/** The ladders of the version in force, with what stands on them by hand. */
export const handLaddersOf = (ladders: ProgramDocument['ladders'], { standing }: Pick<MemberState, 'standing'>): HandLadder[] =>
  ladders.map((ladder) => {
    const at = standing.ladders[ladder.id]
    return {
      id: ladder.id,
      name: ladder.name,
      tiers: ladder.tiers.map(({ id, name, color, threshold, requires }) => ({
        id,
        name,
        color,
        byHandOnly: threshold === null && !requires,
      })),
      tierId: at?.tier ?? null,
      override: at?.override ? { until: lastDay(at.override.until), locked: at.override.locked } : null,
    }
  })

const lastDay = (day: Day | null): string | null => (day === null ? null : isoOf(day))
