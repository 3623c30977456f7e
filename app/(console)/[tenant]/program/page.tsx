import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { ProgramPage } from '@/components/program/program-page'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('program'))('title') }
}

export default async function ProgramRoute({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'program:read')
  return (
    <Words of={['program']}>
      <ProgramPage />
    </Words>
  )
}
