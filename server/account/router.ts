import { PasswordChange, ProfileDraft, SignInDraft, SignUpDraft } from '@/server/engine/account/account'
import type { Context } from '@/server/trpc/context'
import { publicProcedure, router, signedInProcedure } from '@/server/trpc/init'
import { changePassword } from './change-password'
import { tenantsOf } from './reads'
import { signIn } from './sign-in'
import { signOut, signOutEverywhere } from './sign-out'
import { signUp } from './sign-up'
import { updateProfile } from './update-profile'

/** A browser holds one session: the one it came with ends when it gets another, or none. */
async function replaceSession(ctx: Context, sid: string | null): Promise<void> {
  const former = await ctx.signedIn()
  if (former) await signOut({ userId: former.user.id, requestId: ctx.requestId, ip: ctx.ip }, former.sessionHash)
  await ctx.keepSession(sid)
}

export const accountRouter = router({
  signUp: publicProcedure.input(SignUpDraft).mutation(async ({ ctx, input }) => {
    const { sid, slug } = await signUp(ctx, input)
    await replaceSession(ctx, sid)
    return { slug }
  }),
  signIn: publicProcedure.input(SignInDraft).mutation(async ({ ctx, input }) => {
    const { sid, userId } = await signIn(ctx, input)
    await replaceSession(ctx, sid)
    return { tenants: await tenantsOf(userId) }
  }),
  signOut: publicProcedure.mutation(async ({ ctx }) => {
    await replaceSession(ctx, null)
    return {}
  }),
  session: publicProcedure.query(async ({ ctx }) => {
    const signedIn = await ctx.signedIn()
    return signedIn && { user: signedIn.user, tenants: await tenantsOf(signedIn.user.id) }
  }),
  me: signedInProcedure.query(async ({ ctx }) => ({ user: ctx.user, tenants: await tenantsOf(ctx.user.id) })),
  updateProfile: signedInProcedure.input(ProfileDraft).mutation(async ({ ctx, input }) => {
    await updateProfile(ctx.person, input)
    return {}
  }),
  changePassword: signedInProcedure.input(PasswordChange).mutation(({ ctx, input }) => changePassword(ctx.person, ctx.sessionHash, input)),
  signOutEverywhere: signedInProcedure.mutation(async ({ ctx }) => {
    const ended = await signOutEverywhere(ctx.person)
    await ctx.keepSession(null)
    return ended
  }),
})
