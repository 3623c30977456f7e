import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'
import { CounterWithMall } from './counter-with-mall'

export async function generateMetadata() {
  return { title: (await getTranslations('counter'))('title') }
}

export default async function CounterRoute({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'counter:use')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.store.list.queryOptions()),
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.coupon.options.queryOptions()),
  ])
  return (
    <Words of={['counter', 'reward']}>
      <HydrationBoundary state={state}>
        <CounterWithMall />
      </HydrationBoundary>
    </Words>
  )
}
