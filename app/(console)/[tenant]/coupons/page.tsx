import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { couponAsk } from '@/components/coupon/coupon-ask'
import { CouponList } from '@/components/coupon/coupon-list'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('coupon'))('title') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CouponsPage({ params, searchParams }: Props) {
  const [{ tenant }, asked] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'coupon:read')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.coupon.list.queryOptions(couponAsk(asked))),
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
  ])
  return (
    <Words of={['program', 'coupon']}>
      <HydrationBoundary state={state}>
        <CouponList />
      </HydrationBoundary>
    </Words>
  )
}
