import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { ProgramDocument } from '@/server/engine/program/document'

const tier = (code: string, name: string, threshold: number, color: string): ProgramDocument['ladders'][number]['tiers'][number] => ({
  id: code,
  code,
  name,
  color,
  icon: 'star',
  threshold,
  bonusBps: 0,
})

/** The program under which the figures of the real orders are known: spend of 365 days, one point a pound. */
export const realOrdersProgram: ProgramDocument = {
  semantics: 1,
  timeZone: 'Europe/London',
  currency: 'GBP',
  ladders: [
    {
      id: 'spend',
      name: 'Spend of a year',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'rolling_days', days: 365 }, validity: { kind: 'none' } },
      tiers: [
        tier('bronze', 'Bronze', 0, '#8c6239'),
        tier('silver', 'Silver', 50_000, '#6b7280'),
        tier('gold', 'Gold', 200_000, '#946c00'),
        tier('platinum', 'Platinum', 1_000_000, '#3f5f7f'),
      ],
    },
  ],
  growthRules: [],
  earningRules: [
    { id: 'pounds', name: 'One point a pound', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } },
  ],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}

export type MonthRow = {
  at: string
  members: number
  bronze: number
  silver: number
  gold: number
  platinum: number
  up: number
  down: number
}

/** The rows of an orders file, without its header. */
export function ordersOf(file: string): { header: string; rows: string[] } {
  const [header = '', ...rows] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
  return { header, rows }
}
