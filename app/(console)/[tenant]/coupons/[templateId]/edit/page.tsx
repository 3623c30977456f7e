import { HydrationBoundary } from '@tanstack/react-query'
import { TRPCError } from '@trpc/server'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CouponEditor } from '@/components/coupon/coupon-editor'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'
import { prefetched } from '@/server/trpc/prefetch'

type Props = { params: Promise<{ tenant: string; templateId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('coupon.editor'))('pageTitle') }
}

export default async function EditCouponPage({ params }: Props) {
  const { tenant, templateId } = await params
  await requirePermission(tenant, 'coupon:write')
  const caller = await pageCaller(tenant)
  const template = await caller.coupon.get({ templateId }).catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  })
  // What has ended does not change any more; its own page says so.
  if (template.state === 'ended') redirect(`/${tenant}/coupons/${templateId}`)
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.ladder.list.queryOptions()),
    client.prefetchQuery(trpc.field.list.queryOptions()),
    client.prefetchQuery(trpc.program.surroundings.queryOptions()),
  ])
  return (
    <Words of={['program', 'coupon']}>
      <HydrationBoundary state={state}>
        <CouponEditor template={template} />
      </HydrationBoundary>
    </Words>
  )
}
