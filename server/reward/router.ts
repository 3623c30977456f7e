import * as z from 'zod'
import {
  CancelDraft,
  CollectDraft,
  FinishDraft,
  RedeemDraft,
  RedemptionQuery,
  SendDraft,
  TicketDraft,
} from '@/server/engine/reward/redemption'
import { RewardDraft } from '@/server/engine/reward/reward'
import { router, tenantProcedure } from '@/server/trpc/init'
import { cancelRedemption } from './cancel-redemption'
import { collectRedemption } from './collect-redemption'
import { copyReward, RewardCopy } from './copy-reward'
import { createReward } from './create-reward'
import { deleteReward, RewardRemoval } from './delete-reward'
import { finishRedemption } from './finish-redemption'
import { listRedemptions } from './list-redemptions'
import { readOffers } from './offers'
import { readRedemption } from './read-redemption'
import { listRewards, readChoices, readReward } from './reads'
import { redeemReward } from './redeem-reward'
import { RewardOrder, reorderRewards } from './reorder-rewards'
import { AddressAsked, revealAddress } from './reveal-address'
import { sendRedemption } from './send-redemption'
import { RewardTurn, setRewardState } from './set-reward-state'
import { spendTicket } from './spend-ticket'
import { RewardChange, updateReward } from './update-reward'

const OneReward = z.strictObject({ rewardId: z.uuid() })
const OneMember = z.strictObject({ memberId: z.uuid() })

export const rewardRouter = router({
  list: tenantProcedure.query(({ ctx }) => listRewards(ctx.scope)),
  show: tenantProcedure.input(OneReward).query(({ ctx, input }) => readReward(ctx.scope, input.rewardId)),
  choices: tenantProcedure.query(({ ctx }) => readChoices(ctx.scope)),
  offers: tenantProcedure.input(OneMember).query(({ ctx, input }) => readOffers(ctx.scope, input)),
  create: tenantProcedure.input(RewardDraft).mutation(({ ctx, input }) => createReward(ctx.scope, input)),
  update: tenantProcedure.input(RewardChange).mutation(({ ctx, input }) => updateReward(ctx.scope, input).then(() => ({}))),
  setState: tenantProcedure.input(RewardTurn).mutation(({ ctx, input }) => setRewardState(ctx.scope, input).then(() => ({}))),
  copy: tenantProcedure.input(RewardCopy).mutation(({ ctx, input }) => copyReward(ctx.scope, input)),
  reorder: tenantProcedure.input(RewardOrder).mutation(({ ctx, input }) => reorderRewards(ctx.scope, input).then(() => ({}))),
  delete: tenantProcedure.input(RewardRemoval).mutation(({ ctx, input }) => deleteReward(ctx.scope, input).then(() => ({}))),
  redemptions: tenantProcedure.input(RedemptionQuery).query(({ ctx, input }) => listRedemptions(ctx.scope, input)),
  redemption: tenantProcedure
    .input(z.strictObject({ redemptionId: z.uuid() }))
    .query(({ ctx, input }) => readRedemption(ctx.scope, input.redemptionId)),
  redeem: tenantProcedure
    .input(RedeemDraft.extend({ through: z.enum(['console', 'counter']).default('console') }))
    .mutation(({ ctx, input }) => redeemReward(ctx.scope, input)),
  send: tenantProcedure.input(SendDraft).mutation(({ ctx, input }) => sendRedemption(ctx.scope, input).then(() => ({}))),
  finish: tenantProcedure.input(FinishDraft).mutation(({ ctx, input }) => finishRedemption(ctx.scope, input).then(() => ({}))),
  collect: tenantProcedure.input(CollectDraft).mutation(({ ctx, input }) => collectRedemption(ctx.scope, input)),
  spendTicket: tenantProcedure.input(TicketDraft).mutation(({ ctx, input }) => spendTicket(ctx.scope, input)),
  cancel: tenantProcedure.input(CancelDraft).mutation(({ ctx, input }) => cancelRedemption(ctx.scope, input).then(() => ({}))),
  revealAddress: tenantProcedure.input(AddressAsked).mutation(({ ctx, input }) => revealAddress(ctx.scope, input)),
})
