'use client'

import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslations } from 'next-intl'
import type { Overview } from '@/server/report/read-overview'
import { AsOf } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { useTRPC } from '../trpc/client'
import { AttentionList } from './attention-list'
import styles from './overview-page.module.css'
import { SetupList } from './setup-list'
import { TierPyramid } from './tier-pyramid'
import { TodayFigures } from './today-figures'
import { TotalFigures } from './total-figures'

/** The first page: the next step, today, what needs a look, and how things stand. */
export function OverviewPage({ first }: { first: Overview }) {
  const t = useTranslations('report')
  const trpc = useTRPC()
  const overview = useQuery({ ...trpc.report.overview.queryOptions(), initialData: first }).data
  const { setup, attention, pyramid, totals, today } = overview
  return (
    <Page>
      <PageHeader title={t('title')} lead={t(overview.ownStoresOnly ? 'leadOwn' : 'lead')} facts={<AsOf at={overview.asOf} />} />
      {overview.ownStoresOnly && <Alert type="info" title={t('ownStores')} className={styles.note} showIcon />}
      {setup?.some((step) => !step.done) && <SetupList steps={setup} />}
      <TodayFigures today={today} />
      <div className={styles.columns}>
        <TierPyramid pyramid={pyramid} members={totals.members} />
        <div>
          {!overview.ownStoresOnly && (
            <Section title={t('attention.title')}>
              <AttentionList items={attention} />
            </Section>
          )}
          <TotalFigures totals={totals} />
        </div>
      </div>
    </Page>
  )
}
