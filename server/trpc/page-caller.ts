import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { type Context, contextOf } from './context'
import { createCallerFactory } from './init'
import { appRouter } from './root'

/** The context in which a page reads for its own first picture; a page cannot set cookies. */
export const pageContext = cache(
  async (slug: string | null): Promise<Context> => contextOf(new Headers(await headers()), new Headers(), slug),
)

/** The procedures, called from a server component without a round trip. */
export const pageCaller = async (slug: string | null) => createCallerFactory(appRouter)(await pageContext(slug))
