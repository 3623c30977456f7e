import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { CheckoutPage } from '@/components/checkout/checkout-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('checkout'))('title') }
}

export default async function CheckoutRoute({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'program:read')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.checkout.policy.queryOptions()),
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
  ])
  return (
    <Words of={['program', 'checkout']}>
      <HydrationBoundary state={state}>
        <CheckoutPage />
      </HydrationBoundary>
    </Words>
  )
}
