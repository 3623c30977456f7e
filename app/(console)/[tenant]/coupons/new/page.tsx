import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { CouponEditor } from '@/components/coupon/coupon-editor'
import { starterOf } from '@/components/draft/coupon-starters'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('coupon.editor'))('new') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NewCouponPage({ params, searchParams }: Props) {
  const [{ tenant }, { from }] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'coupon:write')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
  ])
  return (
    <Words of={['program', 'coupon']}>
      <HydrationBoundary state={state}>
        <CouponEditor starter={starterOf(from)} />
      </HydrationBoundary>
    </Words>
  )
}
