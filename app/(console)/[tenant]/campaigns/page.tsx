import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { campaignAsk, viewOf } from '@/components/campaign/campaign-ask'
import { CampaignBoard } from '@/components/campaign/campaign-board'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('campaign'))('title') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CampaignsPage({ params, searchParams }: Props) {
  const [{ tenant }, asked] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'campaign:read')
  const caller = await pageCaller(tenant)
  const [{ latest }, state] = await Promise.all([
    caller.program.get(),
    prefetched(tenant, (trpc, client) => [
      client.prefetchQuery(trpc.campaign.list.queryOptions(campaignAsk({}))),
      // Whether a draft is put to work or sent in: its row says so from the first moment on.
      client.prefetchQuery(trpc.campaign.approval.queryOptions()),
      ...(viewOf(String(asked.view ?? '')) === 'list' ? [client.prefetchQuery(trpc.campaign.list.queryOptions(campaignAsk(asked)))] : []),
    ]),
  ])
  return (
    <Words of={['program', 'campaign']}>
      <HydrationBoundary state={state}>
        <CampaignBoard published={latest !== null} />
      </HydrationBoundary>
    </Words>
  )
}
