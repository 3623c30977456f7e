import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { isJson, isOwnRequest } from '@/server/platform/auth/origin'
import { contextOf } from './context'
import { appRouter } from './root'

/** More calls than this in one request are refused; the client is told the same number. */
const maxBatchSize = 20

/** Answers one HTTP request to the procedures. */
export function handleRequest(req: Request): Promise<Response> | Response {
  // Every change comes by POST (a query cannot change anything), so it is here that a foreign page is turned away.
  if (req.method !== 'GET' && !(isOwnRequest(req.headers) && isJson(req.headers))) return new Response(null, { status: 403 })
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    createContext: ({ resHeaders }) => {
      resHeaders.set('cache-control', 'no-store')
      return contextOf(req.headers, resHeaders)
    },
    maxBatchSize,
  })
}
