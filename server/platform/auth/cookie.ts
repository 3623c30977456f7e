import { decode, encode } from 'next-auth/jwt'
import { setting } from '../env'
import { absoluteDays } from './sessions'

const secure = () => (process.env.NEXTAUTH_URL ?? '').startsWith('https://')
const seconds = absoluteDays * 86_400

/** The name of the session cookie; bound to this very host when it travels encrypted. */
export const cookieName = (): string => (secure() ? '__Host-rungs-session' : 'rungs-session')

/** How the session cookie is kept by the browser. */
export const cookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: secure() })

/** The cookie's value: next-auth's encrypted token around the session id. */
export const sealSession = (sid: string): Promise<string> => encode({ token: { sid }, secret: setting('NEXTAUTH_SECRET'), maxAge: seconds })

/** The session id inside a cookie's value, or null when it was not made by us or is too old. */
export async function unsealSession(value: string | undefined): Promise<string | null> {
  if (!value) return null
  try {
    const token = await decode({ token: value, secret: setting('NEXTAUTH_SECRET') })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}

/** The Set-Cookie line that signs a browser in; without a value, the one that signs it out. */
export function setCookieLine(value: string | null): string {
  const kept = value === null ? 'Max-Age=0' : `Max-Age=${seconds}`
  return `${cookieName()}=${value ?? ''}; Path=/; ${kept}; HttpOnly; SameSite=Lax${secure() ? '; Secure' : ''}`
}

/** The session cookie among those of a request. */
export function sessionCookieOf(headers: Headers): string | undefined {
  const prefix = `${cookieName()}=`
  const found = (headers.get('cookie') ?? '').split(/;\s*/).find((part) => part.startsWith(prefix))
  return found?.slice(prefix.length)
}
