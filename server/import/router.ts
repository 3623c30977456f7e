import * as z from 'zod'
import { ImportPlan } from '@/server/engine/import/column'
import { router, tenantProcedure } from '@/server/trpc/init'
import { checkImport } from './check-import'
import { discardImport } from './discard-import'
import { pauseImport } from './pause-import'
import { listImports, listProblems, previewImport, viewImport } from './reads'
import { repeatImport } from './repeat-import'
import { resumeImport } from './resume-import'
import { savePlan } from './save-plan'
import { startImport } from './start-import'

const Which = z.strictObject({ importId: z.uuid() })
const Planned = z.strictObject({ importId: z.uuid(), plan: ImportPlan })
const Page = z.strictObject({
  importId: z.uuid(),
  page: z.int().min(1).max(100_000),
  size: z.int().min(1).max(100),
})

/** Files brought in: what they hold, what they would do, how far they are. A file itself comes by its own address. */
export const importRouter = router({
  list: tenantProcedure.query(({ ctx }) => listImports(ctx.scope)),
  get: tenantProcedure.input(Which).query(({ ctx, input }) => viewImport(ctx.scope, input.importId)),
  preview: tenantProcedure.input(Which).query(({ ctx, input }) => previewImport(ctx.scope, input.importId)),
  problems: tenantProcedure.input(Page).query(({ ctx, input }) => listProblems(ctx.scope, input)),
  check: tenantProcedure.input(Planned).query(({ ctx, input }) => checkImport(ctx.scope, input)),
  savePlan: tenantProcedure.input(Planned).mutation(async ({ ctx, input }) => {
    await savePlan(ctx.scope, input)
    return {}
  }),
  start: tenantProcedure.input(Planned).mutation(async ({ ctx, input }) => {
    await startImport(ctx.scope, input)
    return {}
  }),
  pause: tenantProcedure.input(Which).mutation(async ({ ctx, input }) => {
    await pauseImport(ctx.scope, input)
    return {}
  }),
  resume: tenantProcedure.input(Which).mutation(async ({ ctx, input }) => {
    await resumeImport(ctx.scope, input)
    return {}
  }),
  repeat: tenantProcedure.input(Which).mutation(async ({ ctx, input }) => {
    await repeatImport(ctx.scope, input)
    return {}
  }),
  discard: tenantProcedure.input(Which).mutation(async ({ ctx, input }) => {
    await discardImport(ctx.scope, input)
    return {}
  }),
})
