import { HydrationBoundary } from '@tanstack/react-query'
import { getTranslations } from 'next-intl/server'
import { memberAsk } from '@/components/member/member-ask'
import { MemberList } from '@/components/member/member-list'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { prefetched } from '@/server/trpc/prefetch'

export async function generateMetadata() {
  return { title: (await getTranslations('member'))('title') }
}

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function MembersPage({ params, searchParams }: Props) {
  const [{ tenant }, asked] = await Promise.all([params, searchParams])
  await requirePermission(tenant, 'member:read')
  const state = await prefetched(tenant, (trpc, client) => [
    client.prefetchQuery(trpc.member.list.queryOptions(memberAsk(asked))),
    client.prefetchQuery(trpc.store.list.queryOptions()),
  ])
  return (
    <Words of={['member']}>
      <HydrationBoundary state={state}>
        <MemberList />
      </HydrationBoundary>
    </Words>
  )
}
