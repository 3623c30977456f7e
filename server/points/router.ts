import { EarningRuleDraft } from '@/server/engine/points/earning-rule'
import { router, tenantProcedure } from '@/server/trpc/init'
import { createEarningRule } from './create-earning-rule'
import { deleteEarningRule, EarningRuleRemoval } from './delete-earning-rule'
import { readEarningRules, readPointsPolicy } from './reads'
import { EarningRuleOrder, reorderEarningRules } from './reorder-earning-rules'
import { EarningRuleSwitch, switchEarningRule } from './switch-earning-rule'
import { EarningRuleChange, updateEarningRule } from './update-earning-rule'
import { PointsPolicyChange, updatePointsPolicy } from './update-points-policy'

export const pointsRouter = router({
  rules: tenantProcedure.query(({ ctx }) => readEarningRules(ctx.scope)),
  createRule: tenantProcedure.input(EarningRuleDraft).mutation(({ ctx, input }) => createEarningRule(ctx.scope, input)),
  updateRule: tenantProcedure.input(EarningRuleChange).mutation(({ ctx, input }) => updateEarningRule(ctx.scope, input)),
  switchRule: tenantProcedure.input(EarningRuleSwitch).mutation(({ ctx, input }) => switchEarningRule(ctx.scope, input)),
  deleteRule: tenantProcedure.input(EarningRuleRemoval).mutation(({ ctx, input }) => deleteEarningRule(ctx.scope, input).then(() => ({}))),
  reorderRules: tenantProcedure
    .input(EarningRuleOrder)
    .mutation(({ ctx, input }) => reorderEarningRules(ctx.scope, input).then(() => ({}))),
  policy: tenantProcedure.query(({ ctx }) => readPointsPolicy(ctx.scope)),
  updatePolicy: tenantProcedure.input(PointsPolicyChange).mutation(({ ctx, input }) => updatePointsPolicy(ctx.scope, input)),
})
