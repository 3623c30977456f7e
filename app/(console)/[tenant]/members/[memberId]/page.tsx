import { TRPCError } from '@trpc/server'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { MemberPage } from '@/components/member/member-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'

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
  return (
    <Words of={['member']}>
      <MemberPage first={first} timeline={timeline} />
    </Words>
  )
}
