import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * Writes the socket's own address over what a visitor claims in `x-forwarded-for`, before anybody reads it; else a made-up
 * address would be a fresh supply of tries to sign in. Behind proxies (RUNGS_PROXY_HOPS) the header is theirs and stays.
 */
export function trustSocketOnly(): void {
  if (Number(process.env.RUNGS_PROXY_HOPS ?? 0) > 0) return
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const address = request.socket.remoteAddress
    if (address) request.headers['x-forwarded-for'] = address
  })
}
