import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { MerchantPage } from '@/components/tenant/merchant-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('tenant'))('title') }
}

export default async function MerchantSettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'tenant:write')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.tenant.get.queryOptions())])
  return (
    <Words of={['tenant']}>
      <HydrationBoundary state={state}>
        <MerchantPage />
      </HydrationBoundary>
    </Words>
  )
}
