import type { PointsPolicy } from '@/server/engine/points/policy'
import { expiryOf, type HeldExpiry, heldExpiry } from '../draft/expiry-draft'

/** The policy as its controls hold it: also what belongs to another choice, so that switching back finds it again. */
export type HeldPolicy = {
  expiry?: HeldExpiry
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
