import { looks, type Template, vocabularyOf } from './terms'

/** Online shop: tiers by what was spent in the last 365 days, held for 12 months; big orders give something extra. */
export const ecommerce: Template = (terms) => {
  const { frame, say, amount, unit } = vocabularyOf(terms)
  return {
    ...frame,
    ladders: [
      {
        id: 'shop-ladder',
        name: say('会员等级', 'Membership'),
        primary: true,
        spec: {
          measure: 'net_spend',
          window: { kind: 'rolling_days', days: 365 },
          validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
        },
        tiers: [
          { id: 'shop-basic', code: 'basic', name: say('普通', 'Basic'), ...looks.plain, threshold: 0, bonusBps: 0 },
          { id: 'shop-silver', code: 'silver', name: say('银卡', 'Silver'), ...looks.silver, threshold: amount(1_000), bonusBps: 1_000 },
          { id: 'shop-gold', code: 'gold', name: say('金卡', 'Gold'), ...looks.gold, threshold: amount(5_000), bonusBps: 2_000 },
          {
            id: 'shop-diamond',
            code: 'diamond',
            name: say('钻石', 'Diamond'),
            ...looks.diamond,
            threshold: amount(20_000),
            bonusBps: 5_000,
          },
        ],
      },
    ],
    growthRules: [],
    earningRules: [
      {
        id: 'shop-base',
        name: say('消费积分', 'Points on orders'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: unit } },
      },
      {
        id: 'shop-big-order',
        name: say('大额订单加赠', 'Extra for a big order'),
        spec: {
          trigger: 'order.paid',
          when: { all: [{ fact: 'order.amount', operator: 'gte', value: amount(500) }] },
          reward: { kind: 'flat', points: 50 },
        },
      },
      { id: 'shop-welcome', name: say('入会礼', 'Welcome'), spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 100 } } },
    ],
    points: { expiry: { kind: 'rolling', unit: 'months', count: 12 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  }
}
