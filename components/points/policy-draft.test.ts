import { expect, test } from 'vitest'
import { PointsPolicy } from '@/server/engine/points/policy'
import { parseDraft } from '../kit/parse-draft'
import { heldPolicy, policyDraftOf } from './policy-draft'

const least: PointsPolicy = { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 }

test.each<[string, PointsPolicy]>([
  ['the least', least],
  ['months to the end of a year', { ...least, expiry: { kind: 'rolling', unit: 'months', count: 12, roundUp: 'year' } }],
  ['a date each year', { ...least, expiry: { kind: 'yearly', month: 3, date: 31, years: 0 } }],
  ['inactivity', { ...least, expiry: { kind: 'inactivity', days: 90 } }],
  [
    'everything',
    {
      expiry: { kind: 'rolling', unit: 'days', count: 0 },
      clawback: 'pending_only',
      bonusCapBps: 25_000,
      bonusMode: 'max',
      pending: { from: 'payment', days: 0 },
      reminders: [30, 7, 1],
      reviveDays: 0,
      autoRedeem: { at: 1000, reward: '10 元券' },
      leapBirthday: 'mar1',
    },
  ],
])('a policy that is opened and saved is the same policy: %s', (_name, policy) => {
  const parsed = parseDraft(PointsPolicy, policyDraftOf(heldPolicy(policy)))
  expect(parsed.data).toEqual(policy)
})

test('what is switched off is kept by the controls and left out of the policy', () => {
  const held = heldPolicy({ ...least, pending: { from: 'completion', days: 15 }, autoRedeem: { at: 100, reward: '茶' } })
  expect(policyDraftOf({ ...held, waits: false, redeems: false })).toEqual(least)
})

test('an exchange without its reward is not a policy yet', () => {
  expect(parseDraft(PointsPolicy, policyDraftOf({ ...heldPolicy(least), redeems: true })).success).toBe(false)
})
