import * as z from 'zod'
import { StoreDraft, StoreMove, StoreRename } from '@/server/engine/store/store'
import { router, tenantProcedure } from '@/server/trpc/init'
import { closeStore, reopenStore } from './close-store'
import { createStore } from './create-store'
import { moveStore } from './move-store'
import { listStores } from './reads'
import { renameStore } from './rename-store'

const OneStore = z.object({ storeId: z.uuid() })

export const storeRouter = router({
  list: tenantProcedure.query(({ ctx }) => listStores(ctx.scope)),
  create: tenantProcedure.input(StoreDraft).mutation(({ ctx, input }) => createStore(ctx.scope, input)),
  rename: tenantProcedure.input(StoreRename).mutation(({ ctx, input }) => renameStore(ctx.scope, input).then(done)),
  move: tenantProcedure.input(StoreMove).mutation(({ ctx, input }) => moveStore(ctx.scope, input).then(done)),
  close: tenantProcedure.input(OneStore).mutation(({ ctx, input }) => closeStore(ctx.scope, input).then(done)),
  reopen: tenantProcedure.input(OneStore).mutation(({ ctx, input }) => reopenStore(ctx.scope, input).then(done)),
})

const done = () => ({})
