import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { auditAsk, auditPages } from '@/components/audit/audit-ask'
import { AuditPage } from '@/components/audit/audit-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('audit'))('title') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AuditLogPage({ params, searchParams }: Props) {
  const [{ tenant }, asked] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'audit:read')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchInfiniteQuery(trpc.audit.list.infiniteQueryOptions(auditAsk(asked), auditPages)),
  ])
  return (
    <Words of={['audit']}>
      <HydrationBoundary state={state}>
        <AuditPage />
      </HydrationBoundary>
    </Words>
  )
}
