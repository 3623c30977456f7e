import { civilOf, type Day, isoOf } from '@/server/engine/calendar/day'
import type { CampaignKind } from '@/server/engine/campaign/campaign'
import { festivalsOf } from '@/server/engine/campaign/festival'
import type { HeldCampaign, HeldEffect } from './campaign-draft'
import { heldDays } from './held-days'

/** What a ready form needs to know of the merchant: the words of the page, an amount that reads well, and the tiers, lowest first. */
export type Merchant = {
  today: Day
  words: { name: string; goods: string }
  unit: number
  tiers: readonly { id: string }[]
}

const TWO_WEEKS = 13
const MONTH = 29

/** A new campaign as its ready form has it: to be put to work as it is, where it gives no coupon that is still to be chosen. */
export function readyForm(kind: CampaignKind, { today, words, unit, tiers }: Merchant): HeldCampaign {
  const form = (effects: HeldEffect[], schedule: Partial<HeldCampaign['terms']['schedule']> = {}): HeldCampaign => ({
    kind,
    name: words.name,
    intro: '',
    notified: false,
    noticeDays: 1,
    terms: {
      schedule: { from: isoOf(today), until: '', on: heldDays({ kind: 'every_day' }), hours: [], ...schedule },
      audience: {},
      effects,
    },
  })
  const until = (days: number) => ({ until: isoOf(today + days) })
  const coupon: HeldEffect['gives'] = { kind: 'coupons', coupons: [{ count: 1 }] }
  const double: HeldEffect = { at: { kind: 'order' }, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }
  switch (kind) {
    case 'member_day':
      return form([double], { on: { ...heldDays({ kind: 'every_day' }), way: 'monthly' } })
    case 'festival':
      return form([double], { on: heldDays({ kind: 'festival', festival: upcoming(today), before: 0, after: 2 }) })
    case 'double_points':
      return form([double], until(6))
    case 'birthday':
      return form([{ at: { kind: 'birthday', window: 'month' }, gives: coupon, limits: {} }])
    case 'welcome':
      return form([{ at: { kind: 'registered' }, gives: coupon, limits: {} }])
    case 'registration_points':
      return form([{ at: { kind: 'registered' }, gives: { kind: 'points', points: 100 }, limits: {} }], until(MONTH))
    case 'first_order':
      return form([{ at: { kind: 'order', first: true }, gives: { kind: 'points', points: 100 }, limits: {} }])
    case 'after_payment':
      return form([{ at: { kind: 'order', least: 100 * unit }, gives: coupon, limits: { perMemberDay: 1 } }])
    case 'upgrade_gift':
      return form([
        { at: { kind: 'tier_entered', tiers: tiers.slice(1).map(({ id }) => id) }, gives: { kind: 'points', points: 200 }, limits: {} },
      ])
    case 'check_in':
      return form(
        [5, 5, 5, 5, 5, 5, 20].map((points, i) => ({
          at: { kind: 'checked_in', day: i + 1, cycle: 7 },
          gives: { kind: 'points', points },
          limits: {},
        })),
      )
    case 'referral':
      return form([
        { at: { kind: 'referred', pays: 'ordered', to: 'inviter' }, gives: { kind: 'points', points: 200 }, limits: {} },
        { at: { kind: 'referred', pays: 'ordered', to: 'invited' }, gives: { kind: 'points', points: 100 }, limits: {} },
      ])
    case 'win_back':
      return form([{ at: { kind: 'asleep', days: 90 }, gives: coupon, limits: {} }])
    case 'gift_with_purchase':
      return form(
        [{ at: { kind: 'order', least: 100 * unit }, gives: { kind: 'goods', name: words.goods, count: 1 }, limits: { perMemberDay: 1 } }],
        until(TWO_WEEKS),
      )
    case 'sample':
      return form(
        [{ at: { kind: 'claimed' }, gives: { kind: 'goods', name: words.goods, count: 1 }, limits: { perMember: 1, total: 100 } }],
        until(TWO_WEEKS),
      )
  }
}

/** The festival that comes next. */
function upcoming(today: Day) {
  const { year } = civilOf(today)
  return [...festivalsOf(year), ...festivalsOf(year + 1)].find(({ day }) => day >= today)?.key ?? 'spring'
}
