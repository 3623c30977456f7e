import * as z from 'zod'
import { router, tenantProcedure } from '@/server/trpc/init'
import { tiersAsOf } from './count-tiers'
import { readOverview } from './read-overview'
import { totals } from './sum-totals'
import { monthWalk } from './walk-months'

export const reportRouter = router({
  overview: tenantProcedure.query(({ ctx }) => readOverview(ctx.scope)),
  totals: tenantProcedure.query(({ ctx }) => totals(ctx.scope)),
  tiersAsOf: tenantProcedure
    .input(z.strictObject({ date: z.iso.date(), allMembers: z.boolean().default(true) }))
    .query(({ ctx, input }) => tiersAsOf(ctx.scope, input.date, { allMembers: input.allMembers })),
  monthWalk: tenantProcedure
    .input(z.strictObject({ from: z.iso.date(), to: z.iso.date() }))
    .query(({ ctx, input }) => monthWalk(ctx.scope, input.from, input.to)),
})
