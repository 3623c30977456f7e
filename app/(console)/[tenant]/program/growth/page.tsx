import { getTranslations } from 'next-intl/server'
import { GrowthPage } from '@/components/growth/growth-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('growth'))('title') }
}

export default async function GrowthRoute({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'program:read')
  return (
    <Words of={['program', 'growth']}>
      <GrowthPage />
    </Words>
  )
}
