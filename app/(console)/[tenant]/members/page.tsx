import { getTranslations } from 'next-intl/server'
import { MemberList } from '@/components/member/member-list'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('member'))('title') }
}

export default async function MembersPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'member:read')
  return (
    <Words of={['member']}>
      <MemberList />
    </Words>
  )
}
