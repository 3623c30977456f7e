import { looks, type Template, vocabularyOf } from './terms'

/** Beauty salons: few, large bills; tiers by what was spent in the last 365 days, held for 12 months. */
export const beauty: Template = (terms) => {
  const { frame, say, amount, unit } = vocabularyOf(terms)
  return {
    ...frame,
    ladders: [
      {
        id: 'beauty-ladder',
        name: say('美丽等级', 'Beauty circle'),
        primary: true,
        spec: {
          measure: 'net_spend',
          window: { kind: 'rolling_days', days: 365 },
          validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
        },
        tiers: [
          { id: 'beauty-pearl', code: 'pearl', name: say('珍珠', 'Pearl'), ...looks.silver, threshold: 0, bonusBps: 0 },
          { id: 'beauty-rose', code: 'rose', name: say('玫瑰', 'Rose'), ...looks.rose, threshold: amount(3_000), bonusBps: 1_000 },
          {
            id: 'beauty-black',
            code: 'black-gold',
            name: say('黑金', 'Black gold'),
            ...looks.gold,
            threshold: amount(10_000),
            bonusBps: 3_000,
          },
        ],
      },
    ],
    growthRules: [],
    earningRules: [
      {
        id: 'beauty-base',
        name: say('消费积分', 'Points on treatments'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: unit } },
      },
      {
        id: 'beauty-weekday',
        name: say('工作日到店加赠', 'Weekday visits'),
        spec: {
          trigger: 'order.paid',
          when: {
            all: [
              { fact: 'event.weekday', operator: 'in', value: ['1', '2', '3', '4'] },
              { fact: 'order.amount', operator: 'gte', value: amount(300) },
            ],
          },
          reward: { kind: 'flat', points: 100 },
        },
      },
      {
        id: 'beauty-welcome',
        name: say('入会礼', 'Welcome'),
        spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 200 } },
      },
    ],
    points: { expiry: { kind: 'rolling', unit: 'months', count: 18 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  }
}
