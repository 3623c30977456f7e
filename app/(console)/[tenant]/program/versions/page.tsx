import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { VersionsPage } from '@/components/program/versions-page'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('program'))('versions.title') }
}

export default async function VersionsRoute({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'program:read')
  return (
    <Words of={['program']}>
      <VersionsPage />
    </Words>
  )
}
