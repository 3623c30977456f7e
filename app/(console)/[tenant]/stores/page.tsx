import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { StorePage } from '@/components/store/store-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('store'))('title') }
}

export default async function StoresPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'store:read')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.store.list.queryOptions())])
  return (
    <Words of={['store']}>
      <HydrationBoundary state={state}>
        <StorePage />
      </HydrationBoundary>
    </Words>
  )
}
