import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { setting } from '../env'
import { cookieName, cookieOptions } from './cookie'
import { absoluteDays } from './sessions'

/** What next-auth is told to do and does not know how to. */
export type Doors = {
  /** Opens a session and returns its id, or throws. */
  signIn: (draft: { email: string; password: string }, headers: Headers) => Promise<{ sid: string; userId: string }>
  signOut: (sid: string) => Promise<void>
}

/**
 * next-auth around our own sessions: its cookie holds nothing but the session's id, so that what counts is the row in
 * `sessions`. Providers other than a password can be added here later without touching a page.
 */
export const authOptions = (doors: Doors): NextAuthOptions => ({
  secret: setting('NEXTAUTH_SECRET'),
  session: { strategy: 'jwt', maxAge: absoluteDays * 86_400 },
  cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: async (given, req) => {
        const headers = new Headers(req.headers as Record<string, string>)
        const { sid, userId } = await doors.signIn({ email: given?.email ?? '', password: given?.password ?? '' }, headers)
        return { id: userId, sid }
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user && 'sid' in user ? { sid: user.sid } : { sid: token.sid }),
    // Pages ask `currentSession`; next-auth's own answer names nobody.
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async ({ token }) => {
      if (typeof token?.sid === 'string') await doors.signOut(token.sid)
    },
  },
})
