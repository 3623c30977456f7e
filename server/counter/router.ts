import { router, tenantProcedure } from '@/server/trpc/init'
import { BenefitCheckOff, checkOffBenefit } from './check-off-benefit'
import { askBill, BillQuestion, CouponCheckOff, checkOffCoupon } from './check-off-coupon'
import { Collection, collectAtCounter } from './collect'
import { findMember, LookUp } from './find-member'
import { GiftHandOver, handOverGift } from './hand-over-gift'
import { OneStore, readToday } from './read-today'
import { Served, seeMember } from './see-member'
import { CheckOffUndo, undoCheckOff } from './undo-check-off'

/** What staff do where members stand before them. */
export const counterRouter = router({
  find: tenantProcedure.input(LookUp).mutation(({ ctx, input }) => findMember(ctx.scope, input)),
  see: tenantProcedure.input(Served).query(({ ctx, input }) => seeMember(ctx.scope, input)),
  askBill: tenantProcedure.input(BillQuestion).query(({ ctx, input }) => askBill(ctx.scope, input)),
  checkOffCoupon: tenantProcedure.input(CouponCheckOff).mutation(({ ctx, input }) => checkOffCoupon(ctx.scope, input)),
  checkOffBenefit: tenantProcedure.input(BenefitCheckOff).mutation(({ ctx, input }) => checkOffBenefit(ctx.scope, input)),
  handOverGift: tenantProcedure.input(GiftHandOver).mutation(({ ctx, input }) => handOverGift(ctx.scope, input)),
  collect: tenantProcedure.input(Collection).mutation(({ ctx, input }) => collectAtCounter(ctx.scope, input)),
  undo: tenantProcedure.input(CheckOffUndo).mutation(({ ctx, input }) => undoCheckOff(ctx.scope, input).then(() => ({}))),
  today: tenantProcedure.input(OneStore).query(({ ctx, input }) => readToday(ctx.scope, input)),
})
