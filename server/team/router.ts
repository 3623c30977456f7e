import * as z from 'zod'
import { InvitationAnswer, InvitationDraft, TeamMemberChange } from '@/server/engine/team/team'
import { publicProcedure, router, tenantProcedure } from '@/server/trpc/init'
import { acceptInvitation, readInvitation } from './accept-invitation'
import { changePerson } from './change-person'
import { invitePerson } from './invite-person'
import { listTeam } from './reads'
import { removePerson } from './remove-person'
import { withdrawInvitation } from './withdraw-invitation'

export const teamRouter = router({
  list: tenantProcedure.query(({ ctx }) => listTeam(ctx.scope)),
  invite: tenantProcedure.input(InvitationDraft).mutation(({ ctx, input }) => invitePerson(ctx.scope, input)),
  withdraw: tenantProcedure
    .input(z.object({ invitationId: z.uuid() }))
    .mutation(({ ctx, input }) => withdrawInvitation(ctx.scope, input).then(done)),
  changeMember: tenantProcedure.input(TeamMemberChange).mutation(({ ctx, input }) => changePerson(ctx.scope, input).then(done)),
  removeMember: tenantProcedure
    .input(z.object({ userId: z.uuid() }))
    .mutation(({ ctx, input }) => removePerson(ctx.scope, input).then(done)),
  invitation: publicProcedure.input(z.object({ token: z.string().max(200) })).query(({ input }) => readInvitation(input.token)),
  accept: publicProcedure.input(InvitationAnswer).mutation(async ({ ctx, input }) => {
    const { slug, sid } = await acceptInvitation(ctx, await ctx.signedIn(), input)
    if (sid) await ctx.keepSession(sid)
    return { slug }
  }),
})

const done = () => ({})
