import { HydrationBoundary } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CampaignEditor } from '@/components/campaign/campaign-editor'
import { Words } from '@/components/messages/words'
import { CampaignKind } from '@/server/engine/campaign/campaign'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('campaign.chooser'))('title') }
}

export default async function NewCampaignOfKindPage({ params }: { params: Promise<{ tenant: string; kind: string }> }) {
  const { tenant, kind: asked } = await params
  await requirePermission(tenant, 'campaign:write')
  const kind = CampaignKind.safeParse(asked).data
  if (kind === undefined) notFound()
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
        <CampaignEditor kind={kind} />
      </HydrationBoundary>
    </Words>
  )
}
