import { getTranslations } from 'next-intl/server'
import { TiersPage } from '@/components/ladder/tiers-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('ladder'))('title') }
}

export default async function TiersRoute({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'program:read')
  return (
    <Words of={['program', 'ladder']}>
      <TiersPage />
    </Words>
  )
}
