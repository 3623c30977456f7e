import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { MerchantPage } from '@/components/tenant/merchant-page'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('tenant'))('title') }
}

export default async function MerchantSettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'tenant:write')
  return (
    <Words of={['tenant']}>
      <MerchantPage />
    </Words>
  )
}
