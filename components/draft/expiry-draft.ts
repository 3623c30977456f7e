import type { Expiry } from '@/server/engine/calendar/expiry'

/** How long points live, as the controls hold it: also what belongs to another way, so that switching back finds it again. */
export type HeldExpiry = {
  kind?: Expiry['kind']
  unit?: string
  count?: number | null
  roundUp?: string
  month?: number | null
  date?: number | null
  years?: number | null
  days?: number | null
}

/** What a choice stands for that says "as usual". */
const NONE = 'none'

/** The expiry that its controls stand for. */
export function expiryOf({ kind, unit, count, roundUp, month, date, years, days }: HeldExpiry) {
  switch (kind) {
    case 'rolling':
      return { kind, unit, count, ...(roundUp && roundUp !== NONE ? { roundUp } : {}) }
    case 'yearly':
      return { kind, month, date, years }
    case 'inactivity':
      return { kind, days }
    default:
      return { kind }
  }
}

/** What the controls of an expiry begin with. */
export const heldExpiry = (expiry: Expiry): HeldExpiry => ({
  unit: 'months',
  count: 12,
  roundUp: NONE,
  month: 12,
  date: 31,
  years: 1,
  days: 365,
  ...expiry,
})
