'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { CampaignPhase } from '@/server/engine/campaign/campaign'
import { useConsolePath } from '../kit/rights'
import { RowActs } from '../kit/row-acts'
import { useTRPC } from '../trpc/client'
import type { CampaignRow } from './answers'
import type { CampaignActs } from './campaign-acts'

type Props = { row: CampaignRow; acts: CampaignActs; onEnd: () => void }

/** What can be done to one campaign of a list. */
export function CampaignRowActs({ row, acts, onEnd }: Props) {
  const t = useTranslations('campaign.acts')
  const path = useConsolePath()
  const trpc = useTRPC()
  const approves = useQuery(trpc.campaign.approval.queryOptions()).data?.approves ?? false
  const pause = { label: t('pause'), act: () => acts.pause(row) }
  const first: Record<CampaignPhase, { label: string; act: () => Promise<unknown> } | null> = {
    draft: { label: t(approves ? 'submit' : 'launch'), act: () => acts.launch(row) },
    awaiting: { label: t('withdraw'), act: () => acts.withdraw(row) },
    scheduled: pause,
    running: pause,
    paused: row.next === null ? null : { label: t('resume'), act: () => acts.resume(row) },
    ended: { label: t('copy'), act: () => acts.copy(row) },
  }
  const goes = row.phase === 'scheduled' || row.phase === 'running' || row.phase === 'paused'
  const more = [
    ...(row.phase === 'ended' ? [] : [{ key: 'copy', label: t('copy'), act: () => acts.copy(row) }]),
    ...(goes ? [{ key: 'end', label: t('end'), danger: true, act: onEnd }] : []),
    ...(row.phase === 'draft' ? [{ key: 'delete', label: t('delete'), danger: true, act: () => acts.remove(row) }] : []),
  ]
  return (
    <RowActs
      name={row.name}
      first={first[row.phase]}
      edit={row.phase === 'draft' ? { label: t('edit'), href: path(`/campaigns/${row.id}/edit`) } : undefined}
      more={more}
      busy={acts.busy}
    />
  )
}
