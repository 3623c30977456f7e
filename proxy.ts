import { type NextRequest, NextResponse } from 'next/server'

/**
 * Gives each page its own nonce and content policy. Nobody's rights are decided here: that is done where data is read.
 * Styles may stand inline, because antd writes its variables into the page; scripts may not.
 */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID())
  const forTools = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${forTools}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // So that a visitor who has to sign in first comes back to this very page.
  headers.set('x-rungs-path', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)'],
}
