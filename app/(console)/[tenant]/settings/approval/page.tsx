import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { ApprovalPage } from '@/components/campaign/approval-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('campaign.setting'))('title') }
}

export default async function ApprovalSettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'campaign:write')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.campaign.approval.queryOptions())])
  return (
    <Words of={['campaign']}>
      <HydrationBoundary state={state}>
        <ApprovalPage />
      </HydrationBoundary>
    </Words>
  )
}
