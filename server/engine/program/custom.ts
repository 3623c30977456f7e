import * as z from 'zod'

const key = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'field.key_format')

const choices = z
  .array(z.string().trim().min(1).max(40))
  .max(50)
  .refine((all) => new Set(all).size === all.length, 'field.choice_twice')

/** A merchant's own field of members or of the lines of an order. `key` is what the merchant's systems send. */
export const CustomFieldDraft = z
  .strictObject({
    key,
    subject: z.enum(['member', 'line']),
    label: z.string().trim().min(1).max(20),
    type: z.enum(['text', 'number', 'date', 'choice', 'yes_no']),
    /** What can be chosen, where the type is a choice. */
    choices,
  })
  .refine((f) => f.type !== 'choice' || f.choices.length > 0, { path: ['choices'], message: 'field.choices_missing' })
export type CustomFieldDraft = z.infer<typeof CustomFieldDraft>

export const CustomField = z.strictObject({ id: z.string().min(1).max(64), ...CustomFieldDraft.shape })
export type CustomField = z.infer<typeof CustomField>

/** Something of the merchant's own that members do. `key` is what the merchant's systems send. */
export const CustomEventDraft = z.strictObject({ key, name: z.string().trim().min(1).max(20) })
export type CustomEventDraft = z.infer<typeof CustomEventDraft>
export const CustomEvent = CustomEventDraft.extend({ id: z.string().min(1).max(64) })
export type CustomEvent = z.infer<typeof CustomEvent>
