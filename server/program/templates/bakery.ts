import { looks, type Template, vocabularyOf } from './terms'

/** Bakeries: small, frequent purchases; growth from spending and visits that starts anew each calendar year. */
export const bakery: Template = (terms) => {
  const { frame, say, unit } = vocabularyOf(terms)
  return {
    ...frame,
    ladders: [
      {
        id: 'bakery-ladder',
        name: say('烘焙会员', 'Bakery club'),
        primary: true,
        spec: { measure: 'growth', window: { kind: 'calendar_year' }, validity: { kind: 'none' } },
        tiers: [
          { id: 'bakery-friend', code: 'friend', name: say('面包新友', 'Friend'), ...looks.plain, threshold: 0, bonusBps: 0 },
          { id: 'bakery-regular', code: 'regular', name: say('常客', 'Regular'), ...looks.leaf, threshold: 300, bonusBps: 1_000 },
          { id: 'bakery-family', code: 'family', name: say('家人', 'Family'), ...looks.rose, threshold: 1_000, bonusBps: 2_000 },
        ],
      },
    ],
    growthRules: [
      {
        id: 'bakery-growth-spend',
        ladderId: 'bakery-ladder',
        name: say('消费', 'Purchases'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: unit } },
      },
      {
        id: 'bakery-growth-visit',
        ladderId: 'bakery-ladder',
        name: say('到店签到', 'A visit'),
        spec: { trigger: 'member.checked_in', reward: { kind: 'flat', growth: 2 } },
      },
    ],
    earningRules: [
      {
        id: 'bakery-base',
        name: say('消费积分', 'Points on purchases'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 2, per: unit } },
      },
      {
        id: 'bakery-visit',
        name: say('签到积分', 'Points for a visit'),
        spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 1 } },
      },
      {
        id: 'bakery-welcome',
        name: say('入会礼', 'Welcome'),
        spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 10 } },
      },
    ],
    points: { expiry: { kind: 'rolling', unit: 'months', count: 6 }, clawback: 'within_balance', bonusCapBps: 30_000 },
  }
}
