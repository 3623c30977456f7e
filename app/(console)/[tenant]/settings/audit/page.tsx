import { getTranslations } from 'next-intl/server'
import { AuditPage } from '@/components/audit/audit-page'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('audit'))('title') }
}

export default async function AuditLogPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'audit:read')
  return (
    <Words of={['audit']}>
      <AuditPage />
    </Words>
  )
}
