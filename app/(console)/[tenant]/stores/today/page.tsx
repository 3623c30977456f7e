import { getTranslations } from 'next-intl/server'
import { Page, PageHeader } from '@/components/kit/page'
import { MemberCounter } from '@/components/member/member-counter'
import { Words } from '@/components/messages/words'
import { TodaySection } from '@/components/report/today-section'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'

export async function generateMetadata() {
  return { title: (await getTranslations('member'))('counter.title') }
}

/** The store manager's page: find a member, spend points, see today. */
export default async function StoreTodayPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await params
  const { tenant } = await requirePermission(slug, 'points:spend')
  const [first, t] = await Promise.all([(await pageCaller(slug)).report.overview(), getTranslations('member')])
  return (
    <Words of={['member', 'report']}>
      <Page width="narrow">
        <PageHeader title={t('counter.title')} lead={t('counter.lead', { name: tenant.pointsName })} />
        <MemberCounter />
        <TodaySection first={first} />
      </Page>
    </Words>
  )
}
