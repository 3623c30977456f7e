import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import * as z from 'zod'
import { ImportDetail } from '@/components/import/import-detail'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('import'))('title') }
}

export default async function ImportDetailPage({ params }: { params: Promise<{ tenant: string; importId: string }> }) {
  const { tenant, importId } = await params
  await requirePermission(tenant, 'import:read')
  if (!z.uuid().safeParse(importId).success) notFound()
  return (
    <Words of={['import', 'refusals']}>
      <ImportDetail importId={importId} />
    </Words>
  )
}
