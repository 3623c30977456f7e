import { HydrationBoundary } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import * as z from 'zod'
import { Words } from '@/components/messages/words'
import { RewardPage } from '@/components/reward/reward-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('reward'))('edit') }
}

export default async function RewardRoute({ params }: { params: Promise<{ tenant: string; rewardId: string }> }) {
  const { tenant, rewardId } = await params
  await requirePermission(tenant, 'reward:write')
  if (!z.uuid().safeParse(rewardId).success) notFound()
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.reward.show.queryOptions({ rewardId })),
    client.prefetchQuery(trpc.reward.choices.queryOptions()),
  ])
  return (
    <Words of={['reward', 'program']}>
      <HydrationBoundary state={state}>
        <RewardPage rewardId={rewardId} />
      </HydrationBoundary>
    </Words>
  )
}
