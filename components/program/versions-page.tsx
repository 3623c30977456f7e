'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DataTable } from '../kit/data-table'
import { Instant, useDates } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { StatusDot, type Tone } from '../kit/status-dot'
import { useTRPC } from '../trpc/client'

export const versionTones: Record<'past' | 'current' | 'scheduled', Tone> = { past: 'rest', current: 'good', scheduled: 'working' }

/** Every version that was published: from when it holds, by whom, and what was noted. */
export function VersionsPage() {
  const t = useTranslations('program.versions')
  const path = useConsolePath()
  const dates = useDates()
  const trpc = useTRPC()
  const program = useQuery(trpc.program.get.queryOptions())
  const toProgram = (
    <Link href={path('/program')}>
      <Button type="primary">{t('toProgram')}</Button>
    </Link>
  )
  type Line = NonNullable<typeof program.data>['versions'][number]
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead', { zone: dates.zoneName })} actions={toProgram} />
      <Section flush>
        <DataTable<Line>
          label={t('title')}
          rows={program.data?.versions}
          rowKey={(version) => version.id}
          error={program.error}
          retry={() => void program.refetch()}
          empty={<EmptyState title={t('emptyTitle')} why={t('emptyWhy')} actions={toProgram} />}
          columns={[
            {
              key: 'number',
              title: t('version'),
              render: (version) => <Link href={path(`/program/versions/${version.id}`)}>{t('number', { number: version.number })}</Link>,
            },
            {
              key: 'state',
              title: t('state'),
              render: (version) => <StatusDot tone={versionTones[version.state]}>{t(version.state)}</StatusDot>,
            },
            { key: 'from', title: t('from'), render: (version) => <Instant at={version.effectiveFrom} /> },
            { key: 'by', title: t('by'), render: (version) => version.publishedBy ?? t('bySystem') },
            { key: 'at', title: t('at'), render: (version) => <Instant at={version.publishedAt} relative /> },
            { key: 'note', title: t('note'), render: (version) => version.note || t('noNote') },
          ]}
        />
      </Section>
    </Page>
  )
}
