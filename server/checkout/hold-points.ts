import type { Taken } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'
import { type Accepted, acceptWithin, takeFrom } from '@/server/points/accept-command'

/** Under which names the points of a checkout enter the log. */
const CHECKOUT_KEY = 'checkout:'

/** What the member's history says of it, in the merchant's language. */
const reasons = {
  taken: { zh: '结算抵现', en: 'Used at checkout' },
  back: { zh: '结算未完成，积分退回', en: 'Checkout not completed' },
}
export type Tongue = 'zh' | 'en'

/** Takes the points of a lock. May throw Overtaken; refuses with `points.not_enough` before anything is written. */
export const takePoints = (tx: TenantTx, on: { memberId: string; key: string; language: Tongue }, amount: number): Promise<Accepted> => {
  const reason = reasons.taken[on.language]
  return acceptWithin(
    tx,
    { memberId: on.memberId, requestKey: `${CHECKOUT_KEY}${on.key}`, source: 'rungs' },
    {
      says: ['points.spent', amount, reason],
      decide: ({ state }) => ({ type: 'points.spent', amount, reason, taken: takeFrom(state, amount) }),
    },
  )
}

/** Gives the points of a lock back to the lots they were taken from. Once, however often it is asked for. */
export async function givePointsBack(
  tx: TenantTx,
  on: { memberId: string; language: Tongue },
  spend: { id: string; taken: Taken[] },
): Promise<void> {
  const reason = reasons.back[on.language]
  const amount = spend.taken.reduce((sum, one) => sum + one.amount, 0)
  await acceptWithin(
    tx,
    { memberId: on.memberId, requestKey: `${CHECKOUT_KEY}back:${spend.id}`, source: 'rungs' },
    {
      says: ['points.returned', amount, reason, spend.id],
      once: `returned:${spend.id}`,
      decide: () => ({ type: 'points.returned', amount, reason, spend: spend.id, taken: spend.taken, asBefore: true }),
    },
  )
}
