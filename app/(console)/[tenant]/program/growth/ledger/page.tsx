import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { GrowthLedgerPage } from '@/components/growth/growth-ledger-page'
import { ledgerAsk } from '@/components/growth/ledger-ask'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata() {
  return { title: (await getTranslations('growth.ledger'))('title') }
}

export default async function GrowthLedgerRoute({ params, searchParams }: Props) {
  const { tenant } = await params
  await requirePermission(tenant, 'member:read')
  const asked = await searchParams
  const one = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined)
  const ask = ledgerAsk({
    ladder: one('ladder'),
    rule: one('rule'),
    from: one('from'),
    to: one('to'),
    page: Number(one('page') ?? 1),
    size: Number(one('size') ?? 20),
  })
  const state = await prefetched(tenant, (trpc, client) => [client.prefetchQuery(trpc.growth.ledger.queryOptions(ask))])
  return (
    <Words of={['growth']}>
      <HydrationBoundary state={state}>
        <GrowthLedgerPage />
      </HydrationBoundary>
    </Words>
  )
}
