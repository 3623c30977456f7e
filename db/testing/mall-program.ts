import type { ProgramDocument } from '@/server/engine/program/document'

/** A program with two tiers by spend, under which points live for a year. */
export const mallProgram: ProgramDocument = {
  semantics: 1,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '示例等级',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
      tiers: [
        { id: 'base', code: 'base', name: '普通', color: '#888888', icon: 'star', threshold: 0, bonusBps: 0 },
        { id: 'gold', code: 'gold', name: '金卡', color: '#aa8800', icon: 'crown', threshold: 100_00, bonusBps: 0 },
      ],
    },
  ],
  growthRules: [],
  earningRules: [{ id: 'rate', name: '消费积分', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } }],
  points: { expiry: { kind: 'rolling', unit: 'days', count: 365 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}
