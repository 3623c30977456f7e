import * as z from 'zod'
import { ReleaseTierDraft, SetTierDraft } from '@/server/engine/ladder/command'
import { MemberQuery } from '@/server/engine/member/listing'
import { MemberProfileDraft, Reason } from '@/server/engine/member/profile'
import { AdjustPointsDraft, ReturnPointsDraft, SpendPointsDraft } from '@/server/engine/points/command'
import { adjustPoints } from '@/server/points/adjust-points'
import { returnPoints } from '@/server/points/return-points'
import { spendPoints } from '@/server/points/spend-points'
import { router, tenantProcedure } from '@/server/trpc/init'
import { listMembers } from './list-members'
import { readMember } from './read-member'
import { readTimeline } from './read-timeline'
import { releaseTier } from './release-tier'
import { revealMember } from './reveal-member'
import { setTier } from './set-tier'
import { updateMember } from './update-member'

const OneMember = z.strictObject({ memberId: z.uuid() })

/** `direction` is what the client's paging sends along; lines are read one way only. */
const TimelineQuery = OneMember.extend({
  cursor: z.string().max(200).nullish(),
  direction: z.literal('forward').optional(),
  limit: z.int().min(1).max(100).default(30),
})

export const memberRouter = router({
  list: tenantProcedure.input(MemberQuery).query(({ ctx, input }) => listMembers(ctx.scope, input)),
  show: tenantProcedure.input(OneMember).query(({ ctx, input }) => readMember(ctx.scope, input.memberId)),
  timeline: tenantProcedure.input(TimelineQuery).query(({ ctx, input }) => readTimeline(ctx.scope, input)),
  update: tenantProcedure
    .input(MemberProfileDraft.extend({ memberId: z.uuid() }))
    .mutation(({ ctx, input }) => updateMember(ctx.scope, input)),
  spendPoints: tenantProcedure.input(SpendPointsDraft).mutation(({ ctx, input }) => spendPoints(ctx.scope, input)),
  adjustPoints: tenantProcedure.input(AdjustPointsDraft).mutation(({ ctx, input }) => adjustPoints(ctx.scope, input)),
  returnPoints: tenantProcedure.input(ReturnPointsDraft).mutation(({ ctx, input }) => returnPoints(ctx.scope, input)),
  setTier: tenantProcedure.input(SetTierDraft).mutation(({ ctx, input }) => setTier(ctx.scope, input)),
  releaseTier: tenantProcedure.input(ReleaseTierDraft).mutation(({ ctx, input }) => releaseTier(ctx.scope, input)),
  reveal: tenantProcedure.input(OneMember.extend({ reason: Reason })).mutation(({ ctx, input }) => revealMember(ctx.scope, input)),
})
