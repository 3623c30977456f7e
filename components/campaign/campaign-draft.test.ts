import { expect, test } from 'vitest'
import { dayOf } from '@/server/engine/calendar/day'
import { CampaignKind, type CampaignTerms } from '@/server/engine/campaign/campaign'
import { monthlyOn, monthlyOnWeekday, weeklyOn, yearlyOn } from '@/server/engine/campaign/rule-form'
import { nextDays, type Schedule } from '@/server/engine/campaign/schedule'
import { parseDraft } from '../kit/parse-draft'
import { birthdayGiftOf, birthdayGifts, withBirthdayGift } from './birthday-gift'
import { CampaignForm, campaignDraftOf, givesAt, type HeldCampaign, heldCampaign, withGives, withMoment } from './campaign-draft'
import { kindGroups } from './kinds'
import { readyForm } from './ready-form'

const template = '0190f0a0-0000-7000-8000-000000000001'
const merchant = {
  today: dayOf('2026-12-02'),
  words: { name: '示例活动', goods: '示例礼品' },
  unit: 100,
  tiers: [{ id: 't0' }, { id: 't1' }, { id: 't2' }],
}
const parsed = (held: HeldCampaign) => parseDraft(CampaignForm, campaignDraftOf(held))
const draftOf = (held: HeldCampaign) => {
  const found = parsed(held)
  if (!found.success) throw new Error(JSON.stringify(found.error.issues))
  return found.data
}
/** The form with the coupon chosen, where it gives one. */
const chosen = (held: HeldCampaign): HeldCampaign => ({
  ...held,
  terms: {
    ...held.terms,
    effects: held.terms.effects.map((one) =>
      one.gives.kind === 'coupons' ? { ...one, gives: { ...one.gives, coupons: [{ template, count: 1 }] } } : one,
    ),
  },
})

test.each(CampaignKind.options)('the ready form %s can be put to work once its coupon is chosen, and begins today', (kind) => {
  const draft = draftOf(chosen(readyForm(kind, merchant)))
  expect(draft.kind).toBe(kind)
  expect(draft.terms.schedule.from).toBe('2026-12-02')
  expect(nextDays(draft.terms.schedule, merchant.today, 1)).toHaveLength(1)
})

test('every kind has its ready form in the chooser, once', () => {
  const offered = kindGroups.flatMap(({ kinds }) => kinds as readonly CampaignKind[])
  expect([...offered].sort()).toEqual([...CampaignKind.options].sort())
})

test('a coupon that is still to be chosen stands at its field', () => {
  const { error } = parsed(readyForm('birthday', merchant))
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['terms.effects.0.gives.coupons.0.template'])
})

test('a member day is on the 8th of each month', () => {
  const { terms } = draftOf(readyForm('member_day', merchant))
  expect(terms.schedule.on).toEqual({ kind: 'rules', rules: [monthlyOn(8, 'last')] })
})

test('a festival form takes the one that comes next', () => {
  expect(draftOf(readyForm('festival', merchant)).terms.schedule.on).toMatchObject({ festival: 'double12' })
})

const schedules: [string, Schedule['on']][] = [
  ['every day', { kind: 'every_day' }],
  ['days of the week', { kind: 'rules', rules: [weeklyOn([2, 5])] }],
  [
    'dates of the month, 31 and the last among them',
    { kind: 'rules', rules: [monthlyOn(8, 'last'), monthlyOn(31, 'last'), monthlyOn(-1, 'last')] },
  ],
  ['dates left out where a month lacks them', { kind: 'rules', rules: [monthlyOn(30, 'skip')] }],
  ['a weekday of the month', { kind: 'rules', rules: [monthlyOnWeekday(-1, 5)] }],
  ['a day of the year', { kind: 'rules', rules: [yearlyOn(2, 29)] }],
  ['a festival', { kind: 'festival', festival: 'spring', before: 3, after: 7 }],
  ['rules that no form makes', { kind: 'rules', rules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'] }],
]
test.each(schedules)('what was stored comes back as it was: %s', (_, on) => {
  const terms: CampaignTerms = {
    schedule: { from: '2026-12-01', until: '2027-12-01', on, hours: [{ from: '10:00', until: '24:00' }] },
    audience: { tiers: ['t1'], channels: ['小程序'] },
    effects: [
      {
        at: { kind: 'order', first: true, least: 5_000, joinedWithin: 30 },
        gives: { kind: 'points_bonus', bps: 5_000, scope: { categories: ['茶饮'] } },
        limits: { perMemberDay: 5 },
      },
      { at: { kind: 'claimed' }, gives: { kind: 'goods', name: '示例小样', count: 1, cost: 300 }, limits: { total: 9 } },
      { at: { kind: 'order' }, gives: { kind: 'discount', offBps: 2_000 }, limits: {} },
    ],
  }
  const draft = { kind: 'member_day' as const, name: '示例', intro: '', noticeDays: 2, terms }
  expect(draftOf(heldCampaign(draft))).toEqual(draft)
})

test.each([
  ['no day of the week', { way: 'weekly', weekdays: [] }],
  ['no date of the month', { way: 'monthly', dates: [] }],
  ['a date that no month has', { way: 'yearly', month: 2, date: 31 }],
] as const)('%s is told at the days', (_, on) => {
  const held = readyForm('member_day', merchant)
  const { error } = parsed({
    ...held,
    terms: { ...held.terms, schedule: { ...held.terms.schedule, on: { ...held.terms.schedule.on, ...on, weekdays: [], dates: [] } } },
  })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['terms.schedule.on.rules'])
})

test('a notice that was switched on needs its days', () => {
  const { error } = parsed({ ...readyForm('member_day', merchant), notified: true, noticeDays: null })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['noticeDays'])
})

test('an effect keeps nothing of another way of giving, and a price has no limits', () => {
  const effect = { at: { kind: 'order' as const }, gives: { kind: 'points' as const, points: 5 }, limits: { total: 9 } }
  const held = readyForm('member_day', merchant)
  const { terms } = draftOf({ ...held, terms: { ...held.terms, effects: [withGives(effect, 'discount')] } })
  expect(terms.effects).toEqual([{ at: { kind: 'order' }, gives: { kind: 'discount', offBps: 1_000 }, limits: {} }])
})

test('at another moment it gives something that the moment knows', () => {
  const effect = { at: { kind: 'order' as const }, gives: { kind: 'points_bonus' as const, bps: 10_000 } }
  const moved = withMoment(effect, 'claimed')
  expect(givesAt('claimed')).toContain(moved.gives.kind)
  expect(withMoment(effect, 'order').gives.kind).toBe('points_bonus')
})

test.each(birthdayGifts)('the birthday gift %s keeps the stretch around the birthday', (gift) => {
  const effect = {
    at: { kind: 'birthday' as const, window: 'week' as const },
    gives: { kind: 'coupons' as const, coupons: [{ template, count: 1 }] },
  }
  const given = withBirthdayGift(effect, gift)
  expect(birthdayGiftOf(given)).toBe(gift)
  expect([given.at.window, given.at.birthday]).toContain('week')
})
