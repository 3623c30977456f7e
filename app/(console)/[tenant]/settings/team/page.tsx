import { getTranslations } from 'next-intl/server'
import { Words } from '@/components/messages/words'
import { TeamPage } from '@/components/team/team-page'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('team'))('title') }
}

export default async function TeamSettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  await requirePermission((await params).tenant, 'team:write')
  return (
    <Words of={['team']}>
      <TeamPage />
    </Words>
  )
}
