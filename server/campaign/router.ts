import * as z from 'zod'
import { CampaignDraft } from '@/server/engine/campaign/campaign'
import { router, tenantProcedure } from '@/server/trpc/init'
import { approveCampaign } from './approve-campaign'
import { checkCampaign } from './check-campaign'
import { CounterClaim, claimCampaign } from './claim-campaign'
import { copyCampaign } from './copy-campaign'
import { createCampaign } from './create-campaign'
import { deleteCampaign, WhichCampaign } from './delete-campaign'
import { CampaignEnding, endCampaign } from './end-campaign'
import { forecastCampaign } from './forecast-campaign'
import { goodsOfMember, WhoseGoods } from './goods-of-member'
import { CampaignStepOf, launchCampaign } from './launch-campaign'
import { CampaignQuery, listCampaigns } from './list-campaigns'
import { listCampaignsOfMember } from './list-campaigns-of-member'
import { pauseCampaign } from './pause-campaign'
import { CalendarAsk, readCalendar } from './read-calendar'
import { readCampaign } from './read-campaign'
import { readEffect } from './read-effect'
import { resumeCampaign } from './resume-campaign'
import { resumeRun, WhichRun } from './resume-run'
import { CampaignReturn, sendBackCampaign } from './send-back-campaign'
import { ApprovalChange, readApproval, setApproval } from './set-approval'
import { CampaignChange, updateCampaign } from './update-campaign'
import { withdrawCampaign } from './withdraw-campaign'

/** What a merchant does for a while: written, approved, put to work, paused and ended. */
export const campaignRouter = router({
  list: tenantProcedure.input(CampaignQuery).query(({ ctx, input }) => listCampaigns(ctx.scope, input)),
  get: tenantProcedure.input(WhichCampaign).query(({ ctx, input }) => readCampaign(ctx.scope, input)),
  check: tenantProcedure.input(CampaignDraft).query(({ ctx, input }) => checkCampaign(ctx.scope, input)),
  forecast: tenantProcedure.input(CampaignDraft).query(({ ctx, input }) => forecastCampaign(ctx.scope, input)),
  effect: tenantProcedure.input(WhichCampaign).query(({ ctx, input }) => readEffect(ctx.scope, input)),
  goodsOf: tenantProcedure.input(WhoseGoods).query(({ ctx, input }) => goodsOfMember(ctx.scope, input)),
  create: tenantProcedure.input(CampaignDraft).mutation(({ ctx, input }) => createCampaign(ctx.scope, input)),
  update: tenantProcedure.input(CampaignChange).mutation(({ ctx, input }) => updateCampaign(ctx.scope, input)),
  copy: tenantProcedure.input(WhichCampaign).mutation(({ ctx, input }) => copyCampaign(ctx.scope, input)),
  delete: tenantProcedure.input(WhichCampaign).mutation(({ ctx, input }) => deleteCampaign(ctx.scope, input).then(() => ({}))),

  launch: tenantProcedure.input(CampaignStepOf).mutation(({ ctx, input }) => launchCampaign(ctx.scope, input)),
  withdraw: tenantProcedure.input(CampaignStepOf).mutation(({ ctx, input }) => withdrawCampaign(ctx.scope, input)),
  approve: tenantProcedure.input(CampaignStepOf).mutation(({ ctx, input }) => approveCampaign(ctx.scope, input)),
  sendBack: tenantProcedure.input(CampaignReturn).mutation(({ ctx, input }) => sendBackCampaign(ctx.scope, input)),
  pause: tenantProcedure.input(CampaignStepOf).mutation(({ ctx, input }) => pauseCampaign(ctx.scope, input)),
  resume: tenantProcedure.input(CampaignStepOf).mutation(({ ctx, input }) => resumeCampaign(ctx.scope, input)),
  resumeRun: tenantProcedure.input(WhichRun).mutation(({ ctx, input }) => resumeRun(ctx.scope, input).then(() => ({}))),
  end: tenantProcedure.input(CampaignEnding).mutation(({ ctx, input }) => endCampaign(ctx.scope, input)),

  ofMember: tenantProcedure
    .input(z.strictObject({ memberId: z.uuid() }))
    .query(({ ctx, input }) => listCampaignsOfMember(ctx.scope, input)),
  claim: tenantProcedure
    .input(CounterClaim)
    .mutation(({ ctx, input: { memberId, storeId, ...claim } }) =>
      claimCampaign(ctx.scope, { ...claim, member: { id: memberId }, store: storeId === undefined ? undefined : { id: storeId } }),
    ),

  calendar: tenantProcedure.input(CalendarAsk).query(({ ctx, input }) => readCalendar(ctx.scope, input)),
  approval: tenantProcedure.query(({ ctx }) => readApproval(ctx.scope)),
  setApproval: tenantProcedure.input(ApprovalChange).mutation(({ ctx, input }) => setApproval(ctx.scope, input).then(() => ({}))),
})
