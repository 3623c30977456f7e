import { LadderStart } from '@/server/engine/ladder/ladder'
import { router, tenantProcedure } from '@/server/trpc/init'
import { createLadder } from './create-ladder'
import { createTier, NewTier } from './create-tier'
import { deleteLadder, LadderRemoval } from './delete-ladder'
import { deleteTier, TierRemoval } from './delete-tier'
import { makePrimary, PrimaryChoice } from './make-primary'
import { ChangeQuery, readChanges, readMovement } from './read-changes'
import { CountQuestion, countAtLeast, LadderChoice, readDistribution } from './read-distribution'
import { readLadders } from './reads'
import { reorderTiers, TierOrder } from './reorder-tiers'
import { setThresholds, Thresholds } from './set-thresholds'
import { LadderChange, updateLadder } from './update-ladder'
import { TierChange, updateTier } from './update-tier'

export const ladderRouter = router({
  list: tenantProcedure.query(({ ctx }) => readLadders(ctx.scope)),
  create: tenantProcedure.input(LadderStart).mutation(({ ctx, input }) => createLadder(ctx.scope, input)),
  update: tenantProcedure.input(LadderChange).mutation(({ ctx, input }) => updateLadder(ctx.scope, input)),
  delete: tenantProcedure.input(LadderRemoval).mutation(({ ctx, input }) => deleteLadder(ctx.scope, input).then(() => ({}))),
  makePrimary: tenantProcedure.input(PrimaryChoice).mutation(({ ctx, input }) => makePrimary(ctx.scope, input).then(() => ({}))),
  createTier: tenantProcedure.input(NewTier).mutation(({ ctx, input }) => createTier(ctx.scope, input)),
  updateTier: tenantProcedure.input(TierChange).mutation(({ ctx, input }) => updateTier(ctx.scope, input)),
  deleteTier: tenantProcedure.input(TierRemoval).mutation(({ ctx, input }) => deleteTier(ctx.scope, input).then(() => ({}))),
  reorderTiers: tenantProcedure.input(TierOrder).mutation(({ ctx, input }) => reorderTiers(ctx.scope, input).then(() => ({}))),
  setThresholds: tenantProcedure.input(Thresholds).mutation(({ ctx, input }) => setThresholds(ctx.scope, input).then(() => ({}))),
  distribution: tenantProcedure.input(LadderChoice).query(({ ctx, input }) => readDistribution(ctx.scope, input)),
  countAt: tenantProcedure.input(CountQuestion).query(({ ctx, input }) => countAtLeast(ctx.scope, input)),
  changes: tenantProcedure.input(ChangeQuery).query(({ ctx, input }) => readChanges(ctx.scope, input)),
  movement: tenantProcedure.query(({ ctx }) => readMovement(ctx.scope)),
})
