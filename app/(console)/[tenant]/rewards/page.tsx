import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { RewardsPage } from '@/components/reward/rewards-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('reward'))('title') }
}

export default async function RewardsRoute({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'reward:write')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.reward.list.queryOptions())])
  return (
    <Words of={['reward']}>
      <HydrationBoundary state={state}>
        <RewardsPage />
      </HydrationBoundary>
    </Words>
  )
}
