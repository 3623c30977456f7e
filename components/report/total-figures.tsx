'use client'

import { useTranslations } from 'next-intl'
import type { Totals } from '@/server/report/sum-totals'
import { Count, Money, Points, useSetting } from '../kit/figures'
import { Section } from '../kit/page'
import { FigureGrid } from './figure-grid'

/** Everything to date; what never happened is left out. */
export function TotalFigures({ totals }: { totals: Totals }) {
  const t = useTranslations('report')
  const { pointsName: name } = useSetting()
  const points = [
    { label: t('figure.pointsIssued', { name }), amount: totals.pointsIssued, always: true },
    { label: t('figure.pointsSpent', { name }), amount: totals.pointsSpent, always: true },
    { label: t('figure.pointsOutstanding', { name }), amount: totals.pointsOutstanding, always: true },
    { label: t('figure.pointsReversed', { name }), amount: totals.pointsReversed },
    { label: t('figure.pointsExpired', { name }), amount: totals.pointsExpired },
    { label: t('figure.pointsAdjusted', { name }), amount: totals.pointsAdjusted },
    { label: t('figure.pointsOwed', { name }), amount: totals.pointsOwed },
  ].filter((figure) => figure.always || figure.amount !== 0)
  return (
    <Section title={t('totals')}>
      <FigureGrid
        figures={[
          { label: t('figure.members'), value: <Count value={totals.members} /> },
          { label: t('figure.netSales'), value: <Money value={totals.net} short /> },
          { label: t('figure.allOrders'), value: <Count value={totals.orders} /> },
          { label: t('figure.allRefunds'), value: <Count value={totals.refunds} /> },
          ...points.map(({ label, amount }) => ({ label, value: <Points value={amount} bare /> })),
          ...(totals.growth === 0 ? [] : [{ label: t('figure.growth'), value: <Count value={totals.growth} /> }]),
        ]}
      />
    </Section>
  )
}
