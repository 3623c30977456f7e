import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { kindOf } from '@/components/reward/reward-draft'
import { NewRewardPage } from '@/components/reward/reward-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('reward'))('new') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NewRewardRoute({ params, searchParams }: Props) {
  const [{ tenant }, { kind }] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'reward:write')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.reward.choices.queryOptions())])
  return (
    <Words of={['reward', 'program']}>
      <HydrationBoundary state={state}>
        <NewRewardPage kind={kindOf(kind)} />
      </HydrationBoundary>
    </Words>
  )
}
