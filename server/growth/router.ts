import { router, tenantProcedure } from '@/server/trpc/init'
import { createGrowthRule, GrowthRuleDraft } from './create-growth-rule'
import { deleteGrowthRule, GrowthRuleRemoval } from './delete-growth-rule'
import { GrowthLedgerQuery, readGrowthLedger } from './read-ledger'
import { readGrowthRules } from './reads'
import { GrowthRuleOrder, reorderGrowthRules } from './reorder-growth-rules'
import { GrowthRuleSwitch, switchGrowthRule } from './switch-growth-rule'
import { GrowthRuleChange, updateGrowthRule } from './update-growth-rule'

export const growthRouter = router({
  ledger: tenantProcedure.input(GrowthLedgerQuery).query(({ ctx, input }) => readGrowthLedger(ctx.scope, input)),
  rules: tenantProcedure.query(({ ctx }) => readGrowthRules(ctx.scope)),
  createRule: tenantProcedure.input(GrowthRuleDraft).mutation(({ ctx, input }) => createGrowthRule(ctx.scope, input)),
  updateRule: tenantProcedure.input(GrowthRuleChange).mutation(({ ctx, input }) => updateGrowthRule(ctx.scope, input)),
  switchRule: tenantProcedure.input(GrowthRuleSwitch).mutation(({ ctx, input }) => switchGrowthRule(ctx.scope, input)),
  deleteRule: tenantProcedure.input(GrowthRuleRemoval).mutation(({ ctx, input }) => deleteGrowthRule(ctx.scope, input).then(() => ({}))),
  reorderRules: tenantProcedure.input(GrowthRuleOrder).mutation(({ ctx, input }) => reorderGrowthRules(ctx.scope, input).then(() => ({}))),
})
