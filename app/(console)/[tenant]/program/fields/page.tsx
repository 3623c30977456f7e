import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { FieldsPage } from '@/components/field/fields-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('field'))('title') }
}

export default async function FieldsRoute({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'program:read')
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.field.list.queryOptions())])
  return (
    <Words of={['program', 'field']}>
      <HydrationBoundary state={state}>
        <FieldsPage />
      </HydrationBoundary>
    </Words>
  )
}
