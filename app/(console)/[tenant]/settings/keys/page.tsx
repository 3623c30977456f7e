import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { KeysPage } from '@/components/key/keys-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('key'))('title') }
}

export default async function OpenApiPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'key:read')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.key.list.queryOptions())])
  return (
    <Words of={['key']}>
      <HydrationBoundary state={state}>
        <KeysPage />
      </HydrationBoundary>
    </Words>
  )
}
