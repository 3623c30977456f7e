import { HydrationBoundary } from '@tanstack/react-query'
import { TRPCError } from '@trpc/server'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CouponDetail } from '@/components/coupon/coupon-detail'
import { issuedAsk } from '@/components/coupon/issued-ask'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'
import { prefetched } from '@/server/trpc/prefetch'

type Props = {
  params: Promise<{ tenant: string; templateId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata() {
  return { title: (await getTranslations('coupon.detail'))('pageTitle') }
}

export default async function OneCouponPage({ params, searchParams }: Props) {
  const [{ tenant, templateId }, asked] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'coupon:read')
  const caller = await pageCaller(tenant)
  const first = await caller.coupon.get({ templateId }).catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  })
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.coupon.coupons.queryOptions({ templateId, ...issuedAsk(asked) })),
    ...(asked.part === 'batch' ? [client.prefetchQuery(trpc.coupon.batches.queryOptions({ templateId }))] : []),
    ...(asked.part === 'codes' ? [client.prefetchQuery(trpc.coupon.codeBatches.queryOptions({ templateId }))] : []),
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
  ])
  return (
    <Words of={['program', 'coupon', 'refusals']}>
      <HydrationBoundary state={state}>
        <CouponDetail first={first} />
      </HydrationBoundary>
    </Words>
  )
}
