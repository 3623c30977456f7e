import { getTranslations } from 'next-intl/server'
import { KeysPage } from '@/components/key/keys-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('key'))('title') }
}

export default async function OpenApiPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'key:read')
  return (
    <Words of={['key']}>
      <KeysPage />
    </Words>
  )
}
