import { looks, type Template, vocabularyOf } from './terms'

/** Shops with returning customers: tiers by the number of orders in the last 365 days, looked at anew each day. */
export const retail: Template = (terms) => {
  const { frame, say, amount, unit } = vocabularyOf(terms)
  return {
    ...frame,
    ladders: [
      {
        id: 'retail-ladder',
        name: say('会员等级', 'Membership'),
        primary: true,
        spec: { measure: 'order_count', window: { kind: 'rolling_days', days: 365 }, validity: { kind: 'none' } },
        tiers: [
          { id: 'retail-new', code: 'new', name: say('新用户', 'New'), ...looks.plain, threshold: 0, bonusBps: 0 },
          { id: 'retail-active', code: 'active', name: say('活跃', 'Active'), ...looks.leaf, threshold: 3, bonusBps: 1_000 },
          { id: 'retail-loyal', code: 'loyal', name: say('忠实', 'Loyal'), ...looks.fire, threshold: 10, bonusBps: 3_000 },
        ],
      },
    ],
    growthRules: [],
    earningRules: [
      {
        id: 'retail-base',
        name: say('消费积分', 'Points on purchases'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: unit } },
      },
      {
        id: 'retail-loyal-extra',
        name: say('老客大单加赠', 'Thanks to regulars'),
        spec: {
          trigger: 'order.paid',
          when: {
            all: [
              { fact: 'member.tier', operator: 'in', value: ['retail-active', 'retail-loyal'] },
              { fact: 'order.amount', operator: 'gte', value: amount(200) },
            ],
          },
          reward: { kind: 'flat', points: 20 },
        },
      },
      {
        id: 'retail-welcome',
        name: say('入会礼', 'Welcome'),
        spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 50 } },
      },
    ],
    points: { expiry: { kind: 'rolling', unit: 'months', count: 24 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  }
}
