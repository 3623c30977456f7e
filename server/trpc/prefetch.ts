import 'server-only'
import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query'
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { pageContext } from './page-caller'
import { type AppRouter, appRouter } from './root'

/**
 * Reads for a page's first picture what its components will ask for, so that it comes with its figures in place.
 * What fails here is asked again by the browser, which has a place to say so.
 */
export async function prefetched(
  slug: string,
  ask: (trpc: TRPCOptionsProxy<AppRouter>, client: QueryClient) => Promise<unknown>[],
): Promise<DehydratedState> {
  const client = new QueryClient()
  const trpc = createTRPCOptionsProxy({ ctx: await pageContext(slug), router: appRouter, queryClient: client })
  await Promise.all(ask(trpc, client))
  return dehydrate(client)
}
