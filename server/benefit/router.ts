import { router, tenantProcedure } from '@/server/trpc/init'
import { createBenefit, NewBenefit } from './create-benefit'
import { BenefitRemoval, deleteBenefit } from './delete-benefit'
import { OneMember, readHeldBenefits } from './held-benefits'
import { OwnBenefit, readBenefitUse } from './read-benefit-use'
import { readBenefits } from './reads'
import { BenefitOrder, reorderBenefits } from './reorder-benefits'
import { BenefitGrants, setGrants } from './set-grants'
import { BenefitChange, updateBenefit } from './update-benefit'

export const benefitRouter = router({
  list: tenantProcedure.query(({ ctx }) => readBenefits(ctx.scope)),
  use: tenantProcedure.input(OwnBenefit).query(({ ctx, input }) => readBenefitUse(ctx.scope, input)),
  ofMember: tenantProcedure.input(OneMember).query(({ ctx, input }) => readHeldBenefits(ctx.scope, input.memberId)),
  create: tenantProcedure.input(NewBenefit).mutation(({ ctx, input }) => createBenefit(ctx.scope, input)),
  update: tenantProcedure.input(BenefitChange).mutation(({ ctx, input }) => updateBenefit(ctx.scope, input)),
  setGrants: tenantProcedure.input(BenefitGrants).mutation(({ ctx, input }) => setGrants(ctx.scope, input)),
  delete: tenantProcedure.input(BenefitRemoval).mutation(({ ctx, input }) => deleteBenefit(ctx.scope, input).then(() => ({}))),
  reorder: tenantProcedure.input(BenefitOrder).mutation(({ ctx, input }) => reorderBenefits(ctx.scope, input).then(() => ({}))),
})
