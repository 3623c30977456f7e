import { getTranslations } from 'next-intl/server'
import { ImportPage } from '@/components/import/import-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('import'))('title') }
}

export default async function MembersImportPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'import:read')
  return (
    <Words of={['import', 'refusals']}>
      <ImportPage />
    </Words>
  )
}
