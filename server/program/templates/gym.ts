import { looks, type Template, vocabularyOf } from './terms'

/** Gyms: growth from visits and spending over the last 365 days; from 500 intermediate, from 2,000 advanced; held for 12 months. */
export const gym: Template = (terms) => {
  const { frame, say, unit } = vocabularyOf(terms)
  return {
    ...frame,
    ladders: [
      {
        id: 'gym-ladder',
        name: say('健身等级', 'Training level'),
        primary: true,
        spec: {
          measure: 'growth',
          window: { kind: 'rolling_days', days: 365 },
          validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
        },
        tiers: [
          { id: 'gym-beginner', code: 'beginner', name: say('初级', 'Beginner'), ...looks.plain, threshold: 0, bonusBps: 0 },
          {
            id: 'gym-intermediate',
            code: 'intermediate',
            name: say('中级', 'Intermediate'),
            ...looks.leaf,
            threshold: 500,
            bonusBps: 1_000,
          },
          { id: 'gym-advanced', code: 'advanced', name: say('高级', 'Advanced'), ...looks.fire, threshold: 2_000, bonusBps: 2_000 },
        ],
      },
    ],
    growthRules: [
      {
        id: 'gym-growth-visit',
        ladderId: 'gym-ladder',
        name: say('到店训练', 'A training visit'),
        spec: { trigger: 'member.checked_in', reward: { kind: 'flat', growth: 10 } },
      },
      {
        id: 'gym-growth-spend',
        ladderId: 'gym-ladder',
        name: say('购买课程或会籍', 'Courses and membership'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: unit * 2 } },
      },
    ],
    earningRules: [
      {
        id: 'gym-base',
        name: say('消费积分', 'Points on purchases'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: unit } },
      },
      {
        id: 'gym-visit',
        name: say('签到积分', 'Points for a visit'),
        spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 5 } },
      },
      { id: 'gym-welcome', name: say('入会礼', 'Welcome'), spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 100 } } },
    ],
    points: { expiry: { kind: 'rolling', unit: 'months', count: 12 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  }
}
