import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { StorePage } from '@/components/store/store-page'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('store'))('title') }
}

export default async function StoresPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'store:read')
  return (
    <Words of={['store']}>
      <StorePage />
    </Words>
  )
}
