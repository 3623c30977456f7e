'use client'

import { Progress } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { effectSentence } from '@/server/engine/sentence/campaign'
import { type Column, DataTable } from '../kit/data-table'
import { DateText, useDates } from '../kit/dates'
import { Count, useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import { StatusDot, type Tone } from '../kit/status-dot'
import type { CampaignDetail } from './answers'
import styles from './campaign-detail.module.css'
import { RunGoOn } from './run-go-on'
import { useCampaignWording } from './use-campaign-wording'

type Run = CampaignDetail['runs'][number]

const tones: Record<Run['status'], Tone> = { queued: 'working', running: 'working', done: 'good', cancelled: 'rest', failed: 'bad' }

/** Whether a run is still on its way. */
export const moves = ({ status }: Run): boolean => status === 'queued' || status === 'running'

/** What was given to everybody at once, the latest first; how far it is while it goes. */
export function CampaignRuns({ campaign }: { campaign: CampaignDetail }) {
  const t = useTranslations('campaign.detail.runs')
  const dates = useDates()
  const { wording } = useCampaignWording()
  const mayWrite = useMay('campaign:write')
  const whatOf = (run: Run): string => {
    const effect = campaign.terms.effects[run.effect]
    return effect ? effectSentence(effect, wording) : t('notice')
  }
  // Who has to look at one that broke off can take it up again as long as its campaign is at work.
  const goesOn = (run: Run): boolean => mayWrite && campaign.state === 'live' && run.status === 'failed'
  const columns: Column<Run>[] = [
    { key: 'when', title: t('when'), render: (run) => <DateText day={run.day} /> },
    { key: 'what', title: t('what'), render: whatOf },
    {
      key: 'state',
      title: t('state'),
      render: (run) => (
        <Standing run={run}>{goesOn(run) && <RunGoOn runId={run.id} name={`${dates.day(run.day)} ${whatOf(run)}`} />}</Standing>
      ),
    },
    { key: 'given', title: t('given'), align: 'right', render: (run) => <Count value={run.counts.given} /> },
    { key: 'skipped', title: t('skipped'), render: (run) => <Skipped run={run} /> },
  ]
  if (campaign.runs.length === 0) return null
  return (
    <Section flush title={t('title')} lead={t('lead')}>
      <DataTable cards label={t('title')} columns={columns} rowKey={(run) => run.id} rows={campaign.runs} empty={null} />
    </Section>
  )
}

function Standing({ run, children }: { run: Run; children: ReactNode }) {
  const t = useTranslations('campaign.detail.runs')
  const { count } = useFigures()
  const { ofCode } = useSentences()
  // One that goes on again has less to say: what stands below stays where it is.
  const [broke, setBroke] = useState(false)
  if (run.status === 'failed' && !broke) setBroke(true)
  const percent = run.total === 0 ? 0 : Math.min(100, Math.floor((run.done / run.total) * 100))
  const far = t('far', { done: count(run.done), total: count(run.total) })
  return (
    <div className={styles.progress} data-broke={broke || undefined}>
      <StatusDot tone={tones[run.status]}>{t(`states.${run.status}`)}</StatusDot>
      {moves(run) && <Progress percent={percent} size="small" status="active" aria-label={far} />}
      {run.status !== 'done' && <span className={styles.quiet}>{far}</span>}
      {run.failure && <span className={styles.quiet}>{ofCode(run.failure)}</span>}
      {children}
    </div>
  )
}

function Skipped({ run }: { run: Run }) {
  const t = useTranslations('campaign.detail.runs')
  const { ofCode } = useSentences()
  const skipped = Object.entries(run.counts.skipped)
  if (skipped.length === 0) return <Count value={0} />
  return (
    <div className={styles.progress}>
      {skipped.map(([code, members]) => (
        <span key={code}>
          {t('skippedFew', { count: members })} <span className={styles.quiet}>{ofCode(code)}</span>
        </span>
      ))}
    </div>
  )
}
