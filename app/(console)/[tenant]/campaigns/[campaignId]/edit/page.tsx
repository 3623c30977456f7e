import { HydrationBoundary } from '@tanstack/react-query'
import { TRPCError } from '@trpc/server'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CampaignEditor } from '@/components/campaign/campaign-editor'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'
import { prefetched } from '@/server/trpc/prefetch'

type Props = { params: Promise<{ tenant: string; campaignId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('campaign.editor'))('pageTitle') }
}

export default async function EditCampaignPage({ params }: Props) {
  const { tenant, campaignId } = await params
  await requirePermission(tenant, 'campaign:write')
  const caller = await pageCaller(tenant)
  const campaign = await caller.campaign.get({ campaignId }).catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  })
  // What was sent in or put to work does not change any more; its own page says so.
  if (!campaign.steps.includes('edit')) redirect(`/${tenant}/campaigns/${campaignId}`)
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
    client.prefetchQuery(trpc.coupon.options.queryOptions()),
    client.prefetchQuery(trpc.campaign.approval.queryOptions()),
  ])
  return (
    <Words of={['program', 'coupon', 'campaign', 'outcome', 'refusals']}>
      <HydrationBoundary state={state}>
        <CampaignEditor campaign={campaign} kind={campaign.kind} />
      </HydrationBoundary>
    </Words>
  )
}
