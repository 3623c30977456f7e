'use client'

import { CheckCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { CampaignDraft } from '@/server/engine/campaign/campaign'
import { Schedule } from '@/server/engine/campaign/schedule'
import { campaignSentence } from '@/server/engine/sentence/campaign'
import { useSentences } from '../kit/sentence'
import { useTRPC } from '../trpc/client'
import type { CampaignNote } from './answers'
import styles from './campaign-editor.module.css'
import { ForecastPanel } from './forecast-panel'
import { NextDates } from './next-dates'
import { useCampaignWording } from './use-campaign-wording'
import { useSettled } from './use-settled'

type Props = {
  /** The draft as far as it is whole; nothing while something is missing. */
  draft: CampaignDraft | null
  /** When it is held, which may be whole before the rest is. */
  schedule: unknown
}

/** What the form comes to, while it is being written: the sentence, the next dates, and what is worth a look. */
export function CampaignAside({ draft, schedule }: Props) {
  const t = useTranslations('campaign.aside')
  const { wording } = useCampaignWording()
  return (
    <aside className={styles.aside} aria-label={t('title')}>
      <div className={styles.panel}>
        <h2 className={styles.panelTitle}>{t('title')}</h2>
        <output className={styles.sentence} data-empty={draft === null || undefined} data-testid="campaign-sentence">
          {draft ? campaignSentence(draft.terms, wording) : t('unfinished')}
        </output>
        <NextDates schedule={Schedule.safeParse(schedule).data ?? null} />
        {draft && <Notes draft={draft} />}
      </div>
      <div className={styles.panel}>
        <ForecastPanel draft={draft} />
      </div>
    </aside>
  )
}

/** What the check says of a draft, asked once nobody has typed for a while. */
function Notes({ draft }: { draft: CampaignDraft }) {
  const t = useTranslations('campaign.aside')
  const trpc = useTRPC()
  const asked = useSettled(JSON.stringify(draft))
  const { data } = useQuery(
    trpc.campaign.check.queryOptions(JSON.parse(asked) as CampaignDraft, { placeholderData: keepPreviousData, staleTime: 0, retry: false }),
  )
  if (!data) return null
  return (
    <section aria-label={t('notes')} aria-live="polite">
      <ul className={styles.notes}>
        {data.length === 0 ? (
          <li className={styles.note} data-grade="good">
            <CheckCircleOutlined aria-hidden />
            {t('clear')}
          </li>
        ) : (
          data.map((note) => <Note key={`${note.code} ${note.field}`} note={note} />)
        )}
      </ul>
    </section>
  )
}

function Note({ note: { code, level, details } }: { note: CampaignNote }) {
  const { ofCode } = useSentences()
  return (
    <li className={styles.note} data-grade={level}>
      {level === 'error' ? <ExclamationCircleOutlined aria-hidden /> : <InfoCircleOutlined aria-hidden />}
      <span>{ofCode(code, details)}</span>
    </li>
  )
}
