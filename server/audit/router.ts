import { router, tenantProcedure } from '@/server/trpc/init'
import { AuditQuery, listAudit } from './reads'

export const auditRouter = router({
  list: tenantProcedure.input(AuditQuery).query(({ ctx, input }) => listAudit(ctx.scope, input)),
})
