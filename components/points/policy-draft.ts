import type { PointsPolicy } from '@/server/engine/points/policy'

/** The policy as its controls hold it: also what belongs to another choice, so that switching back finds it again. */
export type HeldPolicy = {
  expiry?: {
    kind?: PointsPolicy['expiry']['kind']
    unit?: string
    count?: number | null
    roundUp?: string
    month?: number | null
    date?: number | null
    years?: number | null
    days?: number | null
  }
  waits?: boolean
  pending?: { from?: string; days?: number | null }
  reminders?: number[]
  clawback?: string
  reviveDays?: number | null
  bonusMode?: string
  bonusCapBps?: number | null
  redeems?: boolean
  autoRedeem?: { at?: number | null; reward?: string }
  leapBirthday?: string
}

/** What a choice stands for that says "as usual". */
const NONE = 'none'

/** The expiry that its controls stand for. */
export function expiryOf({ kind, unit, count, roundUp, month, date, years, days }: NonNullable<HeldPolicy['expiry']>) {
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

/** The policy that the controls stand for: without what was switched off. */
export function policyDraftOf(values: Record<string, unknown>): unknown {
  const held = values as HeldPolicy
  const { waits, redeems, pending, autoRedeem, reminders = [], leapBirthday, bonusMode, reviveDays } = held
  return {
    expiry: expiryOf(held.expiry ?? {}),
    clawback: held.clawback,
    bonusCapBps: held.bonusCapBps,
    ...(bonusMode && bonusMode !== 'sum' ? { bonusMode } : {}),
    ...(waits ? { pending } : {}),
    ...(reminders.length > 0 ? { reminders } : {}),
    ...(typeof reviveDays === 'number' ? { reviveDays } : {}),
    ...(redeems ? { autoRedeem: autoRedeem ?? {} } : {}),
    ...(leapBirthday && leapBirthday !== 'feb28' ? { leapBirthday } : {}),
  }
}

/** What the controls begin with: the policy, and something sensible for what it leaves out. */
export function heldPolicy(policy: PointsPolicy): Record<string, unknown> {
  const { expiry, pending, autoRedeem, reminders, bonusMode, leapBirthday, ...rest } = policy
  return {
    bonusMode: bonusMode ?? 'sum',
    leapBirthday: leapBirthday ?? 'feb28',
    ...rest,
    expiry: heldExpiry(expiry),
    waits: pending !== undefined,
    pending: pending ?? { from: 'completion', days: 7 },
    reminders: reminders ?? [],
    redeems: autoRedeem !== undefined,
    autoRedeem,
  }
}

/** What the controls of an expiry begin with. */
export const heldExpiry = (expiry: PointsPolicy['expiry']): NonNullable<HeldPolicy['expiry']> => ({
  unit: 'months',
  count: 12,
  roundUp: NONE,
  month: 12,
  date: 31,
  years: 1,
  days: 365,
  ...expiry,
})
