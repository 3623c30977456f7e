import { getTranslations } from 'next-intl/server'
import { CampaignChooser } from '@/components/campaign/ready-cards'
import { Words } from '@/components/messages/words'
import { requirePermission } from '@/server/platform/auth/require-permission'

export async function generateMetadata() {
  return { title: (await getTranslations('campaign.chooser'))('title') }
}

export default async function NewCampaignPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  await requirePermission(tenant, 'campaign:write')
  return (
    <Words of={['campaign']}>
      <CampaignChooser />
    </Words>
  )
}
