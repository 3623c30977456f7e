'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { couponSentence } from '@/server/engine/sentence/coupon'
import type { Wording } from '@/server/engine/sentence/wording'
import { useCouponWording } from '../draft/use-coupon-wording'
import { ColorMark } from '../kit/color-mark'
import type { Column } from '../kit/data-table'
import { Count, Percent, useFigures } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { allOf, StateList } from '../kit/state-list'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import type { TemplateLine } from './answers'
import { couponAsk, type Tab, tabOf, tabs } from './coupon-ask'
import styles from './coupon-list.module.css'
import { TemplateStanding } from './coupon-state'
import { StarterCards } from './starter-cards'
import { TemplateActions } from './template-actions'
import { useTemplateActs } from './template-acts'

/** All coupon templates by state, or ready ones to begin with. */
export function CouponList() {
  const t = useTranslations('coupon')
  const trpc = useTRPC()
  const path = useConsolePath()
  const mayWrite = useMay('coupon:write')
  const asked = Object.fromEntries(useSearchParams())
  const found = useQuery({ ...trpc.coupon.list.queryOptions(couponAsk(asked)), placeholderData: keepPreviousData })
  const { wording } = useCouponWording()
  const acts = useTemplateActs()
  const tab = tabOf(asked.state)
  const columns = useColumns(wording, tab, mayWrite ? acts : undefined)
  const none = allOf(found.data?.counts) === 0 && !asked.q
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          mayWrite &&
          !none && (
            <Link href={path('/coupons/new')}>
              <Button type="primary" tabIndex={-1}>
                {t('create')}
              </Button>
            </Link>
          )
        }
      />
      {none ? (
        <Section>
          <EmptyState
            title={t('empty.title')}
            why={t(mayWrite ? 'empty.why' : 'empty.whyReader')}
            actions={
              mayWrite && (
                <Link href={path('/coupons/new')}>
                  <Button type="primary" tabIndex={-1}>
                    {t('create')}
                  </Button>
                </Link>
              )
            }
          />
          {mayWrite && <StarterCards />}
        </Section>
      ) : (
        <StateList word="coupon" columns={columns} tabs={tabs} tab={tab} found={found} />
      )}
    </Page>
  )
}

function useColumns(wording: Wording, tab: Tab, acts: ReturnType<typeof useTemplateActs> | undefined): Column<TemplateLine>[] {
  const t = useTranslations('coupon')
  const path = useConsolePath()
  const { count } = useFigures()
  return [
    {
      key: 'coupon',
      title: t('columns.coupon'),
      render: (row) => (
        <div className={styles.coupon}>
          <Link href={path(`/coupons/${row.id}`)} className={styles.name}>
            <ColorMark color={row.color}>{row.name}</ColorMark>
          </Link>
          <span className={styles.sentence}>{couponSentence(row.terms, wording)}</span>
        </div>
      ),
    },
    // Elsewhere the tab says it of all of them.
    ...(tab === 'all'
      ? [{ key: 'state', title: t('columns.state'), render: (row: TemplateLine) => <TemplateStanding state={row.state} /> }]
      : []),
    {
      key: 'left',
      title: t('columns.left'),
      align: 'right',
      render: (row) =>
        row.left === null || row.stock === null ? (
          <span className={styles.quiet}>{t('noEnd')}</span>
        ) : (
          <span className={styles.figure}>
            {count(row.left)} / {count(row.stock)}
          </span>
        ),
    },
    { key: 'given', title: t('columns.given'), align: 'right', render: (row) => <Count value={row.given} /> },
    { key: 'used', title: t('columns.used'), align: 'right', render: (row) => <Count value={row.used} /> },
    {
      key: 'share',
      title: t('columns.share'),
      align: 'right',
      render: (row) => <Percent value={row.given > 0 ? row.used / row.given : null} />,
    },
    ...(acts ? [{ key: 'acts', title: t('columns.acts'), render: (row: TemplateLine) => <TemplateActions row={row} acts={acts} /> }] : []),
  ]
}
