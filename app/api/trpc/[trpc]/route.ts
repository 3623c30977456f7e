import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { isJson, isOwnRequest } from '@/server/platform/auth/origin'
import { contextOf } from '@/server/trpc/context'
import { appRouter } from '@/server/trpc/root'

const handle = (req: Request) =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    createContext: ({ resHeaders }) => {
      resHeaders.set('cache-control', 'no-store')
      return contextOf(req.headers, resHeaders)
    },
    maxBatchSize: 20,
  })

export const GET = handle

/** Every change comes this way (a query cannot change anything), so it is here that a foreign page is turned away. */
export function POST(req: Request) {
  if (!isOwnRequest(req.headers) || !isJson(req.headers)) return new Response(null, { status: 403 })
  return handle(req)
}
