'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { couponSentence } from '@/server/engine/sentence/coupon'
import type { Wording } from '@/server/engine/sentence/wording'
import { useCouponWording } from '../draft/use-coupon-wording'
import { ChoiceStrip } from '../kit/choice-strip'
import { ColorMark } from '../kit/color-mark'
import { type Column, DataTable } from '../kit/data-table'
import { Count, Percent, useFigures } from '../kit/figures'
import { FilterBar } from '../kit/filter-bar'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { SearchBox } from '../kit/search-box'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import type { TemplateLine } from './answers'
import { couponAsk, couponFilters, type Tab, tabOf, tabs } from './coupon-ask'
import styles from './coupon-list.module.css'
import { TemplateStanding } from './coupon-state'
import { StarterCards } from './starter-cards'
import { TemplateActions } from './template-actions'
import { useTemplateActs } from './template-acts'

/** All coupon templates by state: the state, the search and the page are in the address. */
export function CouponList() {
  const t = useTranslations('coupon')
  const trpc = useTRPC()
  const path = useConsolePath()
  const mayWrite = useMay('coupon:write')
  const params = useSearchParams()
  const list = useListState(couponFilters)
  const state = useListState(['state'] as const)
  const found = useQuery({ ...trpc.coupon.list.queryOptions(couponAsk(Object.fromEntries(params))), placeholderData: keepPreviousData })
  const { wording } = useCouponWording()
  const acts = useTemplateActs()
  const tab = tabOf(state.filter.state)
  const columns = useColumns(wording, tab, mayWrite ? acts : undefined)
  const counts = found.data?.counts
  const all = counts && Object.values(counts).reduce((sum, n) => sum + n, 0)
  const none = all === 0 && !list.filtered
  const show = (next: string) => state.narrow({ state: next === 'active' ? undefined : next })
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
        <Section flush>
          <ChoiceStrip
            label={t('byState')}
            value={tab}
            onChange={show}
            options={tabs.map((value) => ({ value, label: t(`tabs.${value}`), count: value === 'all' ? all : counts?.[value] }))}
          />
          <div className={styles.filters}>
            <FilterBar>
              <SearchBox label={t('search')} hint={t('searchHint')} value={list.filter.q ?? ''} onSearch={(q) => list.narrow({ q })} />
            </FilterBar>
          </div>
          <DataTable
            label={t('title')}
            columns={columns}
            rowKey={(row) => row.id}
            rows={found.data?.rows}
            total={found.data?.total}
            list={list}
            error={found.error}
            retry={found.refetch}
            refreshing={found.isPlaceholderData}
            empty={
              <EmptyState
                title={t('noneInState.title', { state: t(`tabs.${tab}`) })}
                why={t('noneInState.why', { count: all ?? 0 })}
                actions={<Button onClick={() => show('all')}>{t('noneInState.all')}</Button>}
              />
            }
          />
        </Section>
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
