import { TenantSettings } from '@/server/engine/tenant/settings'
import { router, tenantProcedure } from '@/server/trpc/init'
import { readTenant } from './reads'
import { updateTenant } from './update-tenant'

export const tenantRouter = router({
  get: tenantProcedure.query(({ ctx }) => readTenant(ctx.scope)),
  update: tenantProcedure.input(TenantSettings).mutation(async ({ ctx, input }) => {
    await updateTenant(ctx.scope, input)
    return {}
  }),
})
