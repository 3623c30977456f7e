import * as z from 'zod'
import { ReleaseTierDraft, SetTierDraft } from '@/server/engine/ladder/command'
import { MemberQuery } from '@/server/engine/member/listing'
import { MemberAboutChange, MemberProfileDraft, Reason } from '@/server/engine/member/profile'
import { AdjustPointsDraft, ReturnPointsDraft, SpendPointsDraft } from '@/server/engine/points/command'
import { adjustPoints } from '@/server/points/adjust-points'
import { returnPoints } from '@/server/points/return-points'
import { spendPoints } from '@/server/points/spend-points'
import { router, tenantProcedure } from '@/server/trpc/init'
import { countMatching, MemberCondition } from './count-matching'
import { describeMember } from './describe-member'
import { explainEntry } from './explain-entry'
import { listMembers } from './list-members'
import { readMember } from './read-member'
import { readTimeline } from './read-timeline'
import { releaseTier } from './release-tier'
import { revealMember } from './reveal-member'
import { setTier } from './set-tier'
import { updateMember } from './update-member'

const OneMember = z.strictObject({ memberId: z.uuid() })

/** The request key is made by the sender, so that a repeated click is one change. */
const DescriptionDraft = MemberAboutChange.extend({ memberId: z.uuid(), requestKey: z.string().min(8).max(64) })

/** `direction` is what the client's paging sends along; lines are read one way only. */
const TimelineQuery = OneMember.extend({
  cursor: z.string().max(200).nullish(),
  direction: z.literal('forward').optional(),
  limit: z.int().min(1).max(100).default(30),
})

export const memberRouter = router({
  list: tenantProcedure.input(MemberQuery).query(({ ctx, input }) => listMembers(ctx.scope, input)),
  countMatching: tenantProcedure.input(MemberCondition).query(({ ctx, input }) => countMatching(ctx.scope, input)),
  show: tenantProcedure.input(OneMember).query(({ ctx, input }) => readMember(ctx.scope, input.memberId)),
  timeline: tenantProcedure.input(TimelineQuery).query(({ ctx, input }) => readTimeline(ctx.scope, input)),
  explain: tenantProcedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => explainEntry(ctx.scope, input)),
  update: tenantProcedure
    .input(MemberProfileDraft.extend({ memberId: z.uuid() }))
    .mutation(({ ctx, input }) => updateMember(ctx.scope, input)),
  describe: tenantProcedure.input(DescriptionDraft).mutation(({ ctx, input }) => describeMember(ctx.scope, input).then(() => ({}))),
  spendPoints: tenantProcedure.input(SpendPointsDraft).mutation(({ ctx, input }) => spendPoints(ctx.scope, input)),
  adjustPoints: tenantProcedure.input(AdjustPointsDraft).mutation(({ ctx, input }) => adjustPoints(ctx.scope, input)),
  returnPoints: tenantProcedure.input(ReturnPointsDraft).mutation(({ ctx, input }) => returnPoints(ctx.scope, input)),
  setTier: tenantProcedure.input(SetTierDraft).mutation(({ ctx, input }) => setTier(ctx.scope, input)),
  releaseTier: tenantProcedure.input(ReleaseTierDraft).mutation(({ ctx, input }) => releaseTier(ctx.scope, input)),
  reveal: tenantProcedure.input(OneMember.extend({ reason: Reason })).mutation(({ ctx, input }) => revealMember(ctx.scope, input)),
})
