import * as z from 'zod'
import { KeyDraft } from '@/server/engine/key/key'
import { router, tenantProcedure } from '@/server/trpc/init'
import { createKey } from './create-key'
import { listKeys } from './reads'
import { revokeKey } from './revoke-key'

export const keyRouter = router({
  list: tenantProcedure.query(({ ctx }) => listKeys(ctx.scope)),
  create: tenantProcedure.input(KeyDraft).mutation(({ ctx, input }) => createKey(ctx.scope, input)),
  revoke: tenantProcedure.input(z.object({ keyId: z.uuid() })).mutation(async ({ ctx, input }) => {
    await revokeKey(ctx.scope, input)
    return {}
  }),
})
