import { comingBack } from '@/server/engine/order/redeemed'
import type { ReturnPointsDraft } from '@/server/engine/points/command'
import type { Answer } from '@/server/engine/trace'
import type { CommandBody } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { acceptCommand } from './accept-command'

type Spent = Extract<CommandBody, { type: 'points.spent' }>

/**
 * Gives back the points of an earlier spend, once, all of them or some, to the lots they were taken from. Refuses when
 * the spend is not there, gave its points back before, or was of fewer.
 */
export const returnPoints = (scope: TenantScope, { amount, reason, spendId, ...head }: ReturnPointsDraft): Promise<Answer> => {
  const once = `returned:${spendId}`
  return acceptCommand(scope, 'points:adjust', head, {
    says: ['points.returned', amount, reason, spendId],
    once,
    decide: async ({ tx, member }) => {
      const spent = await readSpend(tx, member.id, spendId)
      if (await isReturned(tx, once)) throw new Refusal('conflict', 'points.returned_before')
      if (amount > spent.amount)
        throw new Refusal('invalid', 'points.more_than_spent', { field: 'amount', details: { spent: spent.amount } })
      return { type: 'points.returned', amount, reason, spend: spendId, taken: comingBack(spent.taken, 0, amount) }
    },
  })
}

async function readSpend(tx: TenantTx, memberId: string, spendId: string): Promise<Spent> {
  const [row] = await tx.sql<{ body: Spent; source: string }[]>`
    select body, source from events
    where tenant_id = ${tx.scope.tenantId} and id = ${spendId} and member_id = ${memberId} and kind = 'command' and type = 'points.spent'`
  if (!row) throw new Refusal('not_found', 'points.spend_not_found')
  // A checkout and a redemption give back what they took: with a refund, or when what was locked or redeemed is let go.
  if (row.source === 'rungs') throw new Refusal('conflict', 'points.spent_at_checkout')
  return row.body
}

async function isReturned(tx: TenantTx, once: string): Promise<boolean> {
  return (await tx.sql`select from events where tenant_id = ${tx.scope.tenantId} and business_key = ${once}`).length > 0
}
