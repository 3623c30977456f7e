import { HydrationBoundary } from '@tanstack/react-query'
import { TRPCError } from '@trpc/server'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { MemberBenefitsCard } from '@/components/benefit/member-benefits-card'
import { MemberCode } from '@/components/counter/member-code'
import { firstCoupons } from '@/components/coupon/first-coupons'
import { MemberCouponsCard } from '@/components/coupon/member-coupons'
import { MemberGoods } from '@/components/member/member-goods'
import { MemberPage } from '@/components/member/member-page'
import { Words } from '@/components/messages/words'
import { firstRedemptions } from '@/components/reward/first-redemptions'
import { MemberRedemptions } from '@/components/reward/member-redemptions'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'
import { prefetched } from '@/server/trpc/prefetch'

type Props = { params: Promise<{ tenant: string; memberId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('member'))('pageTitle') }
}

export default async function OneMemberPage({ params }: Props) {
  const { tenant: slug, memberId } = await params
  await requirePermission(slug, 'member:read')
  const caller = await pageCaller(slug)
  const [first, timeline] = await Promise.all([caller.member.show({ memberId }), caller.member.timeline({ memberId })]).catch(
    (error: unknown) => {
      if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
      throw error
    },
  )
  const state = await prefetched(slug, (trpc, client) => [
    client.prefetchQuery(trpc.benefit.ofMember.queryOptions({ memberId })),
    client.prefetchQuery(trpc.campaign.goodsOf.queryOptions({ memberId })),
    client.prefetchQuery(trpc.coupon.ofMember.queryOptions({ memberId, ...firstCoupons })),
    client.prefetchQuery(trpc.reward.redemptions.queryOptions({ memberId, ...firstRedemptions })),
  ])
  return (
    <Words of={['member', 'program', 'coupon', 'reward', 'benefit', 'counter']}>
      <HydrationBoundary state={state}>
        <MemberPage
          first={first}
          timeline={timeline}
          cards={
            <>
              <MemberBenefitsCard memberId={memberId} />
              <MemberCouponsCard memberId={memberId} closed={first.status === 'closed'} />
              <MemberGoods memberId={memberId} />
              <MemberRedemptions memberId={memberId} code={first.code} open={first.status === 'active'} />
              {first.status === 'active' && <MemberCode code={first.code} />}
            </>
          }
        />
      </HydrationBoundary>
    </Words>
  )
}
