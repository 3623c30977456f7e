import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { AccountPage } from '@/components/account/account-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('title') }
}

export default async function OwnAccountPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'tenant:read')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.account.me.queryOptions())])
  return (
    <Words of={['account']}>
      <HydrationBoundary state={state}>
        <AccountPage />
      </HydrationBoundary>
    </Words>
  )
}
