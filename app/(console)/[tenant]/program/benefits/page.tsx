import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { BenefitsPage } from '@/components/benefit/benefits-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('benefit'))('title') }
}

export default async function BenefitsRoute({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'program:read')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.benefit.list.queryOptions()),
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.coupon.options.queryOptions()),
  ])
  return (
    <Words of={['program', 'benefit']}>
      <HydrationBoundary state={state}>
        <BenefitsPage />
      </HydrationBoundary>
    </Words>
  )
}
