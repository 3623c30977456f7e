import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { redemptionAsk } from '@/components/reward/redemption-ask'
import { RedemptionsPage } from '@/components/reward/redemptions-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('reward'))('redemptions.title') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RedemptionsRoute({ params, searchParams }: Props) {
  const [{ tenant }, asked] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'redemption:read')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.reward.redemptions.queryOptions(redemptionAsk(asked))),
    client.prefetchQuery(trpc.reward.list.queryOptions()),
  ])
  return (
    <Words of={['reward', 'program']}>
      <HydrationBoundary state={state}>
        <RedemptionsPage />
      </HydrationBoundary>
    </Words>
  )
}
