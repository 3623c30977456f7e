'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import type { AppRouter } from '@/server/trpc/root'
import { isRefused } from '../kit/refusal-shape'

const context = createTRPCContext<AppRouter>()

/** The procedures, typed: `useQuery(useTRPC().store.list.queryOptions())`. */
export const useTRPC = context.useTRPC
/** The same without the cache, for a call made once. */
export const useTRPCClient = context.useTRPCClient

/** Asks the server in the name of one merchant; the server still reads the person's rights on each call. */
const linkFor = (slug: string) => httpBatchLink({ url: '/api/trpc', maxItems: 20, headers: () => ({ 'x-rungs-tenant': slug }) })

const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A "no" stays a "no"; only a broken line is worth another try.
        retry: (count, error) => count < 2 && !isRefused(error),
        refetchOnWindowFocus: false,
      },
    },
  })

/** Gives a merchant's pages their line to the server and their cache. */
export function TRPCProvider({ slug, children }: { slug: string; children: ReactNode }) {
  const [queryClient] = useState(newQueryClient)
  const [trpcClient] = useState(() => createTRPCClient<AppRouter>({ links: [linkFor(slug)] }))
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  )
}
