import { looks, type Template, vocabularyOf } from './terms'

/** Restaurants and tea shops: tiers by what was spent in the last 180 days, held for 6 months; Tuesdays give more. */
export const catering: Template = (terms) => {
  const { frame, say, amount, unit } = vocabularyOf(terms)
  return {
    ...frame,
    ladders: [
      {
        id: 'table-ladder',
        name: say('会员等级', 'Membership'),
        primary: true,
        spec: {
          measure: 'net_spend',
          window: { kind: 'rolling_days', days: 180 },
          validity: { kind: 'months', months: 6, downgrade: 'recalculate' },
        },
        tiers: [
          { id: 'table-basic', code: 'basic', name: say('普通', 'Regular'), ...looks.plain, threshold: 0, bonusBps: 0 },
          { id: 'table-vip', code: 'vip', name: say('VIP', 'VIP'), ...looks.gold, threshold: amount(500), bonusBps: 2_000 },
          {
            id: 'table-premium',
            code: 'premium',
            name: say('尊享', 'Premium'),
            ...looks.violet,
            threshold: amount(2_000),
            bonusBps: 5_000,
          },
        ],
      },
    ],
    growthRules: [],
    earningRules: [
      {
        id: 'table-base',
        name: say('消费积分', 'Points on meals'),
        spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: unit } },
      },
      {
        id: 'table-tuesday',
        name: say('周二会员日', 'Member Tuesday'),
        spec: {
          trigger: 'order.paid',
          when: { all: [{ fact: 'event.weekday', operator: 'in', value: ['2'] }] },
          reward: { kind: 'rate', points: 1, per: unit },
        },
      },
      { id: 'table-welcome', name: say('入会礼', 'Welcome'), spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 20 } } },
    ],
    points: { expiry: { kind: 'rolling', unit: 'months', count: 12 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  }
}
