import { getTranslations } from 'next-intl/server'
import { AccountPage } from '@/components/account/account-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('title') }
}

export default async function OwnAccountPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'tenant:read')
  return (
    <Words of={['account']}>
      <AccountPage />
    </Words>
  )
}
