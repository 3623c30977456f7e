/**
 * The address a request came from. The web process overwrites the header with the socket's address unless it stands
 * behind proxies (RUNGS_PROXY_HOPS, default 0), whose count says how far from the right the true one is.
 */
export function clientAddress(headers: Headers): string | null {
  const chain = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const hops = Math.max(1, Number(process.env.RUNGS_PROXY_HOPS ?? 0) || 0)
  return chain.at(-Math.min(hops, chain.length)) ?? null
}
