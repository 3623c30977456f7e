import { router, tenantProcedure } from '@/server/trpc/init'
import { createTier, NewTier } from './create-tier'
import { deleteTier, TierRemoval } from './delete-tier'
import { readLadders } from './reads'
import { reorderTiers, TierOrder } from './reorder-tiers'
import { LadderChange, updateLadder } from './update-ladder'
import { TierChange, updateTier } from './update-tier'

export const ladderRouter = router({
  list: tenantProcedure.query(({ ctx }) => readLadders(ctx.scope)),
  update: tenantProcedure.input(LadderChange).mutation(({ ctx, input }) => updateLadder(ctx.scope, input)),
  createTier: tenantProcedure.input(NewTier).mutation(({ ctx, input }) => createTier(ctx.scope, input)),
  updateTier: tenantProcedure.input(TierChange).mutation(({ ctx, input }) => updateTier(ctx.scope, input)),
  deleteTier: tenantProcedure.input(TierRemoval).mutation(({ ctx, input }) => deleteTier(ctx.scope, input).then(() => ({}))),
  reorderTiers: tenantProcedure.input(TierOrder).mutation(({ ctx, input }) => reorderTiers(ctx.scope, input).then(() => ({}))),
})
