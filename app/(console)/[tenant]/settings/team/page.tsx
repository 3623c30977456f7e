import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { TeamPage } from '@/components/team/team-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('team'))('title') }
}

export default async function TeamSettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'team:write')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.team.list.queryOptions()),
    client.prefetchQuery(trpc.store.list.queryOptions()),
  ])
  return (
    <Words of={['team']}>
      <HydrationBoundary state={state}>
        <TeamPage />
      </HydrationBoundary>
    </Words>
  )
}
