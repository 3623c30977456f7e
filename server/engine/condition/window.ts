import * as z from 'zod'

/** How far back something is measured. */
export const Window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lifetime') }),
  z.strictObject({ kind: z.literal('rolling_days'), days: z.int().min(1).max(3650) }),
  z.strictObject({ kind: z.literal('calendar_month') }),
  z.strictObject({ kind: z.literal('calendar_quarter') }),
  z.strictObject({ kind: z.literal('calendar_half') }),
  z.strictObject({ kind: z.literal('calendar_year') }),
  /** The year that began with the last anniversary of joining. */
  z.strictObject({ kind: z.literal('joining_year') }),
  /** Since the tier was entered or last renewed; what came before on that very date does not count. */
  z.strictObject({ kind: z.literal('tier_period') }),
])
export type Window = z.infer<typeof Window>
