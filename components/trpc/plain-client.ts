'use client'

import { createTRPCClient, httpLink } from '@trpc/client'
import type { AppRouter } from '@/server/trpc/root'

/** The line to the server for pages without a merchant (sign-in, sign-up, join): no cache, no batch, little code. */
export const plainClient = createTRPCClient<AppRouter>({ links: [httpLink({ url: '/api/trpc' })] })
