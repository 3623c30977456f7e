'use client'

import { Timeline } from 'antd'
import { useTranslations } from 'next-intl'
import { Instant } from '../kit/dates'
import { Section } from '../kit/page'
import type { CampaignDetail } from './answers'
import styles from './campaign-detail.module.css'

/** How a campaign came to where it is: each step with when and who, the latest first. */
export function CampaignHistory({ campaign }: { campaign: CampaignDetail }) {
  const t = useTranslations('campaign.detail.history')
  const { createdBy, createdAt, submittedBy, submittedAt, decidedBy, decidedAt, remark, launchedAt, spans, state } = campaign
  const ended = state === 'ended' && remark ? t('endedWhy', { remark }) : t('ended')
  const steps = [
    { at: createdAt, said: createdBy ? t('created', { name: createdBy }) : t('createdAlone') },
    ...(submittedBy && submittedAt && (decidedAt || state === 'awaiting')
      ? [{ at: submittedAt, said: t('submitted', { name: submittedBy }) }]
      : []),
    ...(decidedBy && decidedAt
      ? [
          {
            at: decidedAt,
            said: launchedAt ? t('approved', { name: decidedBy }) : t('sentBack', { name: decidedBy, remark: remark ?? '' }),
          },
        ]
      : []),
    ...spans.flatMap(({ from, until }, i) => [
      { at: from, said: t(i === 0 ? 'began' : 'resumed') },
      ...(until === null ? [] : [{ at: until, said: state === 'ended' && i === spans.length - 1 ? ended : t('stopped') }]),
    ]),
    ...(state === 'ended' && campaign.endedAt && spans.at(-1)?.until !== campaign.endedAt ? [{ at: campaign.endedAt, said: ended }] : []),
  ].sort((a, b) => b.at.localeCompare(a.at))
  return (
    <Section title={t('title')}>
      <Timeline
        items={steps.map(({ at, said }) => ({
          key: `${at} ${said}`,
          content: (
            <div className={styles.progress}>
              <span>{said}</span>
              <span className={styles.quiet}>
                <Instant at={at} />
              </span>
            </div>
          ),
        }))}
      />
    </Section>
  )
}
