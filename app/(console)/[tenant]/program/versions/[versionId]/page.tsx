import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { VersionPage } from '@/components/program/version-page'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('program'))('versions.version') }
}

export default async function VersionRoute({ params }: { params: Promise<{ tenant: string; versionId: string }> }) {
  const { tenant, versionId } = await params
  await requirePermission(tenant, 'program:read')
  return (
    <Words of={['program']}>
      <VersionPage versionId={versionId} />
    </Words>
  )
}
