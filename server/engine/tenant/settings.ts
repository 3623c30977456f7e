import * as z from 'zod'
import { locales } from '../account/account'

/** A place of the IANA list, such as Asia/Shanghai; its midnights are the merchant's. Which places there are is checked by the shell. */
export const TimeZone = z.string().min(1).max(64)

/** An ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/)

/** A small PNG or JPEG as a data address: at most 64 KB of picture. SVG is left out, for it can carry script. */
export const Logo = z
  .string()
  .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/)
  .max(Math.ceil((64 * 1024 * 4) / 3) + 40)

/** What a merchant sets about itself. */
export const TenantSettings = z.object({
  name: z.string().trim().min(1).max(60),
  timeZone: TimeZone,
  currency: Currency,
  language: z.enum(locales),
  pointsName: z.string().trim().min(1).max(12),
  brandColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  logo: Logo.nullable(),
  enrolsUnknown: z.boolean(),
})
export type TenantSettings = z.infer<typeof TenantSettings>
