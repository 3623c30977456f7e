import { Words } from '@/components/messages/words'
import { EarningPage } from '@/components/points/earning-page'
import { requireTenant } from '@/server/platform/auth/current-session'
import { requirePermission } from '@/server/platform/auth/require-permission'

type Props = { params: Promise<{ tenant: string }> }

export async function generateMetadata({ params }: Props) {
  // The merchant's own name for points.
  return { title: (await requireTenant((await params).tenant)).tenant.pointsName }
}

export default async function PointsRoute({ params }: Props) {
  await requirePermission((await params).tenant, 'program:read')
  return (
    <Words of={['program', 'points']}>
      <EarningPage />
    </Words>
  )
}
