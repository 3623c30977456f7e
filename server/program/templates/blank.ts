import { looks, type Template, vocabularyOf } from './terms'

/** A start from nothing: one ladder with its base tier, and no rule yet. */
export const blank: Template = (terms) => {
  const { frame, say } = vocabularyOf(terms)
  return {
    ...frame,
    ladders: [
      {
        id: 'ladder',
        name: say('会员等级', 'Membership'),
        primary: true,
        spec: { measure: 'net_spend', window: { kind: 'rolling_days', days: 365 }, validity: { kind: 'none' } },
        tiers: [{ id: 'base', code: 'basic', name: say('普通', 'Basic'), ...looks.plain, threshold: 0, bonusBps: 0 }],
      },
    ],
    growthRules: [],
    earningRules: [],
    points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  }
}
