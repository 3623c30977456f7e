import * as z from 'zod'
import { router, tenantProcedure } from '@/server/trpc/init'
import { applyTemplate, TemplateChoice } from './apply-template'
import { exportProgram } from './export-program'
import { importProgram, ProgramFile } from './import-program'
import { Publication, publishProgram } from './publish-program'
import { RulesAsked, readMemberRules } from './read-member-rules'
import { previewTemplates, readProgram, readSurroundings, readVersion } from './reads'
import { trialCampaigns } from './trial-campaigns'
import { trialMember } from './trial-member'

export const programRouter = router({
  get: tenantProcedure.query(({ ctx }) => readProgram(ctx.scope)),
  surroundings: tenantProcedure.query(({ ctx }) => readSurroundings(ctx.scope)),
  version: tenantProcedure.input(z.strictObject({ versionId: z.uuid() })).query(({ ctx, input }) => readVersion(ctx.scope, input)),
  /** What a trial on a real member begins with; the trial itself runs in the browser. */
  trialMember: tenantProcedure.input(z.strictObject({ memberId: z.uuid() })).query(({ ctx, input }) => trialMember(ctx.scope, input)),
  /** The campaigns that a trial on a described member takes in. */
  trialCampaigns: tenantProcedure.query(({ ctx }) => trialCampaigns(ctx.scope)),
  memberRules: tenantProcedure.input(RulesAsked).query(({ ctx, input }) => readMemberRules(ctx.scope, input)),
  templates: tenantProcedure.query(({ ctx }) => previewTemplates(ctx.scope)),
  applyTemplate: tenantProcedure.input(TemplateChoice).mutation(({ ctx, input }) => applyTemplate(ctx.scope, input).then(() => ({}))),
  publish: tenantProcedure.input(Publication.omit({ document: true })).mutation(async ({ ctx, input }) => {
    const { number, effectiveFrom } = await publishProgram(ctx.scope, input)
    return { number, effectiveFrom }
  }),
  importFile: tenantProcedure.input(ProgramFile).mutation(({ ctx, input }) => importProgram(ctx.scope, input)),
  exportFile: tenantProcedure.query(({ ctx }) => exportProgram(ctx.scope)),
})
