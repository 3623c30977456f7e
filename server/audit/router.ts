import { router, tenantProcedure } from '@/server/trpc/init'
import { AuditQuery, listAudit } from './reads'
import { listRefused, RefusedQuery } from './refused'

export const auditRouter = router({
  list: tenantProcedure.input(AuditQuery).query(({ ctx, input }) => listAudit(ctx.scope, input)),
  refused: tenantProcedure.input(RefusedQuery).query(({ ctx, input }) => listRefused(ctx.scope, input)),
})
