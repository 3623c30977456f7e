import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { OverviewPage } from '@/components/report/overview-page'
import { requirePermission } from '@/server/platform/auth/require-permission'
import { pageCaller } from '@/server/trpc/page-caller'

export async function generateMetadata() {
  return { title: (await getTranslations('report'))('title') }
}

export default async function TenantOverviewPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await params
  await requirePermission(slug, 'report:read')
  const first = await (await pageCaller(slug)).report.overview()
  return (
    <Words of={['report']}>
      <OverviewPage first={first} />
    </Words>
  )
}
