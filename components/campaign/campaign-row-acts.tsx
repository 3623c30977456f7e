'use client'

import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { CampaignPhase } from '@/server/engine/campaign/campaign'
import { useConsolePath } from '../kit/rights'
import type { CampaignRow } from './answers'
import type { CampaignActs } from './campaign-acts'
import styles from './campaign-list.module.css'

type Props = { row: CampaignRow; acts: CampaignActs; onEnd: () => void }

/** What can be done to one campaign of a list: the next step at hand, the rest behind "more". */
export function CampaignRowActs({ row, acts, onEnd }: Props) {
  const t = useTranslations('campaign.acts')
  const k = useTranslations('kit')
  const path = useConsolePath()
  const pause = { label: t('pause'), act: () => acts.pause(row) }
  const first: Record<CampaignPhase, { label: string; act: () => Promise<unknown> } | null> = {
    draft: { label: t('launch'), act: () => acts.launch(row) },
    awaiting: { label: t('withdraw'), act: () => acts.withdraw(row) },
    scheduled: pause,
    running: pause,
    paused: row.next === null ? null : { label: t('resume'), act: () => acts.resume(row) },
    ended: { label: t('copy'), act: () => acts.copy(row) },
  }
  const goes = row.phase === 'scheduled' || row.phase === 'running' || row.phase === 'paused'
  const more = [
    ...(row.phase === 'ended' ? [] : [{ key: 'copy', label: t('copy'), onClick: () => void acts.copy(row) }]),
    ...(goes ? [{ key: 'end', label: t('end'), danger: true, onClick: onEnd }] : []),
    ...(row.phase === 'draft' ? [{ key: 'delete', label: t('delete'), danger: true, onClick: () => void acts.remove(row) }] : []),
  ]
  const step = first[row.phase]
  return (
    <span className={styles.acts}>
      {step && (
        <Button
          type="link"
          size="small"
          disabled={acts.busy}
          aria-label={t('named', { act: step.label, name: row.name })}
          onClick={() => void step.act()}
        >
          {step.label}
        </Button>
      )}
      {row.phase === 'draft' && (
        <Link className={styles.edit} href={path(`/campaigns/${row.id}/edit`)} aria-label={t('named', { act: t('edit'), name: row.name })}>
          {t('edit')}
        </Link>
      )}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more }}>
          <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('named', { act: k('more'), name: row.name })} />
        </Dropdown>
      )}
    </span>
  )
}
