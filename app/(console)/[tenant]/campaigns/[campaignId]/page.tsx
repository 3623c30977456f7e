import { HydrationBoundary } from '@tanstack/react-query'
import { TRPCError } from '@trpc/server'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CampaignPage } from '@/components/campaign/campaign-detail'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'
import { prefetched } from '@/server/trpc/prefetch'

type Props = { params: Promise<{ tenant: string; campaignId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('campaign.detail'))('pageTitle') }
}

export default async function OneCampaignPage({ params }: Props) {
  const { tenant, campaignId } = await params
  await requirePermission(tenant, 'campaign:read')
  const caller = await pageCaller(tenant)
  const first = await caller.campaign.get({ campaignId }).catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  })
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
    client.prefetchQuery(trpc.coupon.options.queryOptions()),
  ])
  return (
    <Words of={['program', 'campaign', 'outcome', 'refusals']}>
      <HydrationBoundary state={state}>
        <CampaignPage first={first} />
      </HydrationBoundary>
    </Words>
  )
}
