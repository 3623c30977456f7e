import NextAuth from 'next-auth'
import { signIn } from '@/server/account/sign-in'
import { signOut } from '@/server/account/sign-out'
import { SignInDraft } from '@/server/engine/account/account'
import { clientAddress } from '@/server/platform/auth/client-address'
import { authOptions } from '@/server/platform/auth/next-auth'
import { readSession } from '@/server/platform/auth/sessions'
import { newId } from '@/server/platform/ids'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

const signedInBy = async (draft: { email: string; password: string }, headers: Headers) =>
  signIn({ requestId: newId(), ip: clientAddress(headers), agent: headers.get('user-agent') }, SignInDraft.parse(draft))

async function signedOut(sid: string): Promise<void> {
  const signedIn = await readSession(sid)
  if (signedIn) await signOut({ userId: signedIn.user.id, requestId: newId(), ip: null }, signedIn.sessionHash)
}

/** Made per call, so that a build needs no secret. */
const handler = (req: Request, context: RouteContext): Promise<Response> =>
  NextAuth(authOptions({ signIn: signedInBy, signOut: signedOut }))(req, context)

export { handler as GET, handler as POST }
