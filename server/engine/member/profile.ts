import * as z from 'zod'
import { FieldValues, MemberTagged, ProfileChanged } from '../vocabulary'

/** The merchant's own number for a member: printable, without spaces at the ends. */
export const MemberCode = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{C}]+$/u, 'member.code_format')

const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => (text === '' ? undefined : text))
    .optional()

/** A member as a merchant hands one over. Neither name nor phone is required. */
export const MemberDraft = z.strictObject({
  code: MemberCode,
  name: optionalText(60),
  phone: optionalText(30),
  country: optionalText(60),
  /** Code of the home store. */
  store: optionalText(64),
  /** The instant of joining, with its offset. */
  joinedAt: z.iso.datetime({ offset: true }),
})
export type MemberDraft = z.infer<typeof MemberDraft>

/** What an operator may change about a member afterwards. A text that is empty or left out clears the field. */
export const MemberProfileDraft = z.strictObject({
  name: z.string().trim().max(60).default(''),
  phone: z.string().trim().max(30).default(''),
  /** Code of the home store; empty for none. */
  store: z.string().trim().max(64).default(''),
})
export type MemberProfileDraft = z.infer<typeof MemberProfileDraft>

/** What an operator changes of what is known about a member: only what is named changes; null clears. */
export const MemberAboutChange = z.strictObject({
  birthday: ProfileChanged.shape.birthday,
  add: MemberTagged.shape.add,
  remove: MemberTagged.shape.remove,
  fields: FieldValues.default({}),
})
export type MemberAboutChange = z.infer<typeof MemberAboutChange>

/** What to do with a row whose member is already there with other data. */
export const OnExisting = z.enum(['skip', 'update'])
export type OnExisting = z.infer<typeof OnExisting>

/** Why clear personal data was asked for; written into the audit log. */
export const Reason = z.string().trim().min(2).max(200)
