/**
 * Whether a request that changes something was made by a page of this very site. Browsers say so themselves; one that
 * does not (plain http on a LAN) still names its origin. A form of another site can send neither JSON nor these headers.
 */
export function isOwnRequest(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  if (!origin) return false
  try {
    return new URL(origin).host === headers.get('host') || origin === new URL(process.env.NEXTAUTH_URL ?? '').origin
  } catch {
    return false
  }
}

/** Whether the body is declared as JSON, which a cross-site form cannot do. */
export const isJson = (headers: Headers): boolean => /^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')
