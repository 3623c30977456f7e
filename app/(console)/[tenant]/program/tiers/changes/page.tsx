import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { movesAsk } from '@/components/ladder/moves-ask'
import { MovesPage } from '@/components/ladder/moves-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('ladder.moves'))('title') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function TierChangesRoute({ params, searchParams }: Props) {
  const [{ tenant }, asked] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'member:read')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.ladder.changes.queryOptions(movesAsk(asked))),
    client.prefetchQuery(trpc.ladder.movement.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
  ])
  return (
    <Words of={['ladder']}>
      <HydrationBoundary state={state}>
        <MovesPage />
      </HydrationBoundary>
    </Words>
  )
}
