'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { MemberLine } from '@/server/member/list-members'
import { ColorMark } from '../kit/color-mark'
import { type Column, DataTable } from '../kit/data-table'
import { DateText } from '../kit/dates'
import { Count, Money, Points, Unknown, useFigures, useSetting } from '../kit/figures'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { SearchBox } from '../kit/search-box'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { firstOrder, memberAsk, memberFilters } from './member-ask'
import styles from './member-list.module.css'

const MATCHES_LOOKED_AT = 2000

/** All members: search, filters, order and page are in the address. */
export function MemberList() {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const path = useConsolePath()
  const { count } = useFigures()
  const list = useListState(memberFilters, firstOrder)
  const asked = memberAsk(Object.fromEntries(useSearchParams()))
  const members = useQuery({ ...trpc.member.list.queryOptions(asked), placeholderData: keepPreviousData })
  const stores = useQuery(trpc.store.list.queryOptions())
  const mayImport = useMay('import:write')
  const mayTry = useMay('event:write')
  const data = members.data
  const columns = useColumns()
  const storeOptions = (stores.data ?? []).filter((s) => s.kind === 'store').map((s) => ({ value: s.id, label: s.name }))
  const tierOptions = [
    ...(data?.tiers ?? []).map((tier) => ({ value: tier.id, label: tier.name })),
    ...(data && data.tiers[0]?.threshold !== 0 ? [{ value: 'none', label: t('noTier') }] : []),
  ]

  const importing = mayImport && (
    <Link href={path('/members/import')}>
      <Button type="primary">{t('import')}</Button>
    </Link>
  )
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={importing} />
      {data?.ownStoresOnly && <Alert type="info" title={t('ownStores')} className={styles.note} showIcon />}
      <Section flush>
        <div className={styles.filters}>
          <SearchBox label={t('search')} hint={t('searchHint')} value={list.filter.q ?? ''} onSearch={(q) => list.narrow({ q })} />
          <Select
            aria-label={t('filterTier')}
            className={styles.choice}
            placeholder={t('anyTier')}
            allowClear
            value={list.filter.tier}
            options={tierOptions}
            onChange={(tier?: string) => list.narrow({ tier })}
          />
          {storeOptions.length > 0 && (
            <Select
              aria-label={t('filterStore')}
              className={styles.choice}
              placeholder={t('anyStore')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={list.filter.store}
              options={storeOptions}
              onChange={(store?: string) => list.narrow({ store })}
            />
          )}
        </div>
        {data?.more && (
          <Alert type="warning" title={t('tooMany', { shown: count(MATCHES_LOOKED_AT) })} className={styles.inside} showIcon />
        )}
        <DataTable
          label={t('title')}
          columns={columns}
          rowKey={(row) => row.id}
          rows={data?.rows}
          total={data?.total}
          list={list}
          error={members.error}
          retry={members.refetch}
          refreshing={members.isPlaceholderData}
          empty={
            <EmptyState
              title={t('emptyTitle')}
              why={t(data?.ownStoresOnly ? 'emptyOwn' : 'emptyWhy')}
              actions={
                <>
                  {importing}
                  {mayTry && (
                    <Link href={path('/program/try')}>
                      <Button>{t('tryOrder')}</Button>
                    </Link>
                  )}
                </>
              }
            />
          }
        />
      </Section>
    </Page>
  )
}

function useColumns(): Column<MemberLine>[] {
  const t = useTranslations('member')
  const path = useConsolePath()
  const { pointsName } = useSetting()
  return [
    {
      key: 'member',
      title: t('columns.member'),
      render: (row) => (
        <Link href={path(`/members/${row.id}`)} className={styles.name}>
          {row.name ?? row.code}
        </Link>
      ),
    },
    { key: 'code', title: t('columns.code'), sortable: true, render: (row) => <span className={styles.code}>{row.code}</span> },
    {
      key: 'phone',
      title: t('columns.phone'),
      render: (row) => (row.phone ? <span className={styles.figure}>{row.phone}</span> : <Unknown />),
    },
    {
      key: 'tier',
      title: t('columns.tier'),
      render: (row) =>
        row.tier ? <ColorMark color={row.tier.color}>{row.tier.name}</ColorMark> : <span className={styles.quiet}>{t('noTier')}</span>,
    },
    {
      key: 'points',
      title: t('columns.points', { name: pointsName }),
      align: 'right',
      sortable: true,
      render: (row) => <Points value={row.points + row.debt} bare />,
    },
    { key: 'net_spend', title: t('columns.netSpend'), align: 'right', sortable: true, render: (row) => <Money value={row.netSpend} /> },
    { key: 'orders', title: t('columns.orders'), align: 'right', render: (row) => <Count value={row.orderCount} /> },
    { key: 'last_order', title: t('columns.lastOrder'), sortable: true, render: (row) => <DateText day={row.lastOrderOn} /> },
    { key: 'joined', title: t('columns.joined'), sortable: true, render: (row) => <DateText day={row.joinedOn} /> },
    { key: 'store', title: t('columns.store'), render: (row) => row.store ?? <Unknown /> },
  ]
}
