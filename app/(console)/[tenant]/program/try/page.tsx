import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { TryPage } from '@/components/program/try-page'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('program'))('try.title') }
}

export default async function TryRoute({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'program:read')
  return (
    <Words of={['program']}>
      <TryPage />
    </Words>
  )
}
