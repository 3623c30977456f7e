import * as z from 'zod'
import { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { router, tenantProcedure } from '@/server/trpc/init'
import { Audience, cancelBatch, countAudience, listBatches, readBatch, resumeBatch, startBatch, WhichBatch } from './batches'
import { CodeBatchDraft, createCodes, listCodeBatches, WhichCodes, withdrawCodes } from './codes'
import { copyTemplate, TemplateCopy } from './copy-template'
import { createTemplate } from './create-template'
import { deleteTemplate, WhichTemplate } from './delete-template'
import { HandIssue, issueByHand } from './issue-by-hand'
import { CouponQuery, couponSteps, listCoupons, listMemberCoupons, MemberCoupons } from './list-coupons'
import { listTemplates, TemplateQuery, templateOptions } from './list-templates'
import { readTemplate } from './read-template'
import { setTemplateState, TemplateStateChange } from './set-template-state'
import { TemplateChange, updateTemplate } from './update-template'
import { CouponWithdrawal, withdrawCoupon } from './withdraw-coupon'

/** Coupon templates, and the coupons that members have of them. */
export const couponRouter = router({
  list: tenantProcedure.input(TemplateQuery).query(({ ctx, input }) => listTemplates(ctx.scope, input)),
  options: tenantProcedure.query(({ ctx }) => templateOptions(ctx.scope)),
  get: tenantProcedure.input(WhichTemplate).query(({ ctx, input }) => readTemplate(ctx.scope, input.templateId)),
  create: tenantProcedure.input(CouponTemplateDraft).mutation(({ ctx, input }) => createTemplate(ctx.scope, input)),
  update: tenantProcedure.input(TemplateChange).mutation(({ ctx, input }) => updateTemplate(ctx.scope, input)),
  setState: tenantProcedure.input(TemplateStateChange).mutation(({ ctx, input }) => setTemplateState(ctx.scope, input)),
  copy: tenantProcedure.input(TemplateCopy).mutation(({ ctx, input }) => copyTemplate(ctx.scope, input)),
  delete: tenantProcedure.input(WhichTemplate).mutation(({ ctx, input }) => deleteTemplate(ctx.scope, input).then(() => ({}))),

  coupons: tenantProcedure.input(CouponQuery).query(({ ctx, input }) => listCoupons(ctx.scope, input)),
  ofMember: tenantProcedure.input(MemberCoupons).query(({ ctx, input }) => listMemberCoupons(ctx.scope, input)),
  steps: tenantProcedure.input(z.strictObject({ couponId: z.uuid() })).query(({ ctx, input }) => couponSteps(ctx.scope, input.couponId)),
  issueByHand: tenantProcedure.input(HandIssue).mutation(({ ctx, input }) => issueByHand(ctx.scope, input)),
  withdraw: tenantProcedure.input(CouponWithdrawal).mutation(({ ctx, input }) => withdrawCoupon(ctx.scope, input).then(() => ({}))),

  countAudience: tenantProcedure.input(Audience).query(({ ctx, input }) => countAudience(ctx.scope, input)),
  startBatch: tenantProcedure.input(Audience).mutation(({ ctx, input }) => startBatch(ctx.scope, input)),
  batches: tenantProcedure
    .input(z.strictObject({ templateId: z.uuid().optional() }))
    .query(({ ctx, input }) => listBatches(ctx.scope, input)),
  batch: tenantProcedure.input(WhichBatch).query(({ ctx, input }) => readBatch(ctx.scope, input)),
  cancelBatch: tenantProcedure.input(WhichBatch).mutation(({ ctx, input }) => cancelBatch(ctx.scope, input).then(() => ({}))),
  resumeBatch: tenantProcedure.input(WhichBatch).mutation(({ ctx, input }) => resumeBatch(ctx.scope, input).then(() => ({}))),

  createCodes: tenantProcedure.input(CodeBatchDraft).mutation(({ ctx, input }) => createCodes(ctx.scope, input)),
  codeBatches: tenantProcedure.input(WhichTemplate).query(({ ctx, input }) => listCodeBatches(ctx.scope, input)),
  withdrawCodes: tenantProcedure.input(WhichCodes).mutation(({ ctx, input }) => withdrawCodes(ctx.scope, input).then(() => ({}))),
})
