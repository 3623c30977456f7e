'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Column, DataTable } from '../kit/data-table'
import { Instant, useDates } from '../kit/dates'
import { Unknown } from '../kit/figures'
import { FilterBar } from '../kit/filter-bar'
import { useListState } from '../kit/list-state'
import { useConsolePath, useMay } from '../kit/rights'
import { SearchBox } from '../kit/search-box'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import type { CouponLine, TemplateDetail } from './answers'
import styles from './coupon-detail.module.css'
import { CouponStanding } from './coupon-state'
import { issuedAsk, standings } from './issued-ask'
import { StepsDrawer } from './steps-drawer'
import { UsedWhere } from './used-where'
import { WithdrawDrawer } from './withdraw-drawer'

type Props = { template: TemplateDetail; onGive: (() => void) | undefined }

/** The coupons of one template that members have, or had. */
export function IssuedCoupons({ template, onGive }: Props) {
  const t = useTranslations('coupon.issued')
  const d = useTranslations('coupon')
  const trpc = useTRPC()
  const list = useListState(['q', 'standing'] as const)
  const asked = { templateId: template.id, ...issuedAsk(Object.fromEntries(useSearchParams())) }
  const found = useQuery({ ...trpc.coupon.coupons.queryOptions(asked), placeholderData: keepPreviousData })
  const [withdrawn, setWithdrawn] = useState<CouponLine>()
  const [opened, setOpened] = useState<CouponLine>()
  const columns = useColumns(setOpened, setWithdrawn)
  return (
    <>
      <div className={styles.filters}>
        <FilterBar>
          <SearchBox label={t('search')} hint={t('searchHint')} value={list.filter.q ?? ''} onSearch={(q) => list.narrow({ q })} />
          <Select
            aria-label={t('standing')}
            className={styles.choice}
            placeholder={t('anyStanding')}
            allowClear
            value={list.filter.standing}
            options={standings.map((value) => ({ value, label: d(`standings.${value}`) }))}
            onChange={(standing?: string) => list.narrow({ standing })}
          />
        </FilterBar>
        {found.data?.more && <Alert type="warning" title={t('tooMany')} showIcon className={styles.note} />}
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
            title={t('emptyTitle')}
            why={t(template.state === 'draft' ? 'emptyDraft' : 'emptyWhy')}
            actions={onGive && template.state === 'active' && <Button onClick={onGive}>{t('give')}</Button>}
          />
        }
      />
      <StepsDrawer coupon={opened} onClose={() => setOpened(undefined)} />
      <WithdrawDrawer coupon={withdrawn} onClose={() => setWithdrawn(undefined)} />
    </>
  )
}

function useColumns(onOpen: (coupon: CouponLine) => void, onWithdraw: (coupon: CouponLine) => void): Column<CouponLine>[] {
  const t = useTranslations('coupon.issued')
  const d = useTranslations('coupon')
  const path = useConsolePath()
  const dates = useDates()
  const mayWithdraw = useMay('coupon:issue')
  return [
    {
      key: 'member',
      title: t('columns.member'),
      render: (row) => (
        <div className={styles.used}>
          <Link href={path(`/members/${row.member.id}`)}>{row.member.name ?? row.member.code}</Link>
          {row.member.phone && <span className={styles.quiet}>{row.member.phone}</span>}
        </div>
      ),
    },
    {
      key: 'number',
      title: t('columns.number'),
      render: (row) => (
        <Button type="link" size="small" className={styles.number} onClick={() => onOpen(row)}>
          {row.number}
        </Button>
      ),
    },
    { key: 'standing', title: t('columns.standing'), render: (row) => <CouponStanding standing={row.standing} /> },
    {
      key: 'how',
      title: t('columns.how'),
      render: (row) => (
        <div className={styles.used}>
          <span>{d(`origins.${row.origin}`)}</span>
          <span className={styles.quiet}>
            <Instant at={row.issuedAt} />
          </span>
        </div>
      ),
    },
    {
      key: 'validity',
      title: t('columns.validity'),
      render: (row) => (
        <span className={styles.figure}>{t('dates', { from: dates.day(row.validFrom), until: dates.day(row.validUntil) })}</span>
      ),
    },
    { key: 'used', title: t('columns.used'), render: (row) => (row.usedAt ? <UsedWhere coupon={row} /> : <Unknown />) },
    ...(mayWithdraw
      ? [
          {
            key: 'acts',
            title: t('columns.acts'),
            render: (row: CouponLine) =>
              row.state === 'held' && (
                <Button
                  type="link"
                  size="small"
                  danger
                  aria-label={t('withdrawOne', { number: row.number })}
                  onClick={() => onWithdraw(row)}
                >
                  {t('withdraw')}
                </Button>
              ),
          },
        ]
      : []),
  ]
}
