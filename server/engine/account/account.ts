import * as z from 'zod'

/** What a merchant sells, asked at sign-up; the ready programs are sorted by it. */
export const industries = ['ecommerce', 'catering', 'retail', 'gym', 'beauty', 'bakery', 'other'] as const
export type Industry = (typeof industries)[number]

/** The languages of the console. */
export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email())

/** Length is all that is asked of a password; whether it is a well-known one is checked where the list is. */
export const NewPassword = z.string().min(10).max(128)

/** What somebody types to open a merchant account. */
export const SignUpDraft = z.object({
  merchantName: z.string().trim().min(1).max(60),
  email: Email,
  password: NewPassword,
  industry: z.enum(industries),
  locale: z.enum(locales).default('zh-CN'),
})
export type SignUpDraft = z.infer<typeof SignUpDraft>

export const SignInDraft = z.object({ email: z.string().trim().toLowerCase().min(1).max(254), password: z.string().min(1).max(128) })
export type SignInDraft = z.infer<typeof SignInDraft>

export const ProfileDraft = z.object({ name: z.string().trim().min(1).max(60), locale: z.enum(locales) })
export type ProfileDraft = z.infer<typeof ProfileDraft>

export const PasswordChange = z.object({ current: z.string().min(1).max(128), next: NewPassword })
export type PasswordChange = z.infer<typeof PasswordChange>
