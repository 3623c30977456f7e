'use client'

import { useTranslations } from 'next-intl'
import type { Today } from '@/server/report/read-overview'
import { useDates } from '../kit/dates'
import { Count, Money, Points, useSetting } from '../kit/figures'
import { Section } from '../kit/page'
import { FigureGrid } from './figure-grid'

/** What has come up since midnight, where the merchant is. */
export function TodayFigures({ today }: { today: Today }) {
  const t = useTranslations('report')
  const dates = useDates()
  const { pointsName: name } = useSetting()
  return (
    <Section title={t('today')} lead={t('todayOf', { date: dates.day(today.date), zone: dates.zoneName })}>
      <FigureGrid
        figures={[
          { label: t('figure.sales'), value: <Money value={today.sales} /> },
          { label: t('figure.orders'), value: <Count value={today.orders} /> },
          { label: t('figure.refunds'), value: <Count value={today.refunds} /> },
          { label: t('figure.newMembers'), value: <Count value={today.newMembers} /> },
          { label: t('figure.issued', { name }), value: <Points value={today.pointsIssued} bare /> },
          { label: t('figure.spent', { name }), value: <Points value={today.pointsSpent} bare /> },
        ]}
      />
    </Section>
  )
}
