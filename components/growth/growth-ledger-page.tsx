'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { GrowthCause, GrowthLine } from '@/server/growth/read-ledger'
import { DataTable } from '../kit/data-table'
import { DateText } from '../kit/dates'
import { useFigures } from '../kit/figures'
import { FilterBar, FilterDay } from '../kit/filter-bar'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import styles from './growth-ledger-page.module.css'
import { ledgerAsk, ledgerFilters } from './ledger-ask'

/** Every gain and loss of growth, newest first. */
export function GrowthLedgerPage() {
  const t = useTranslations('growth.ledger')
  const path = useConsolePath()
  const { count } = useFigures()
  const trpc = useTRPC()
  const causeOf = useCauseWords()
  const list = useListState(ledgerFilters)
  const { ladder, rule, from, to } = list.filter
  const ask = ledgerAsk({ ...list.filter, page: list.page, size: list.size })
  const ledger = useQuery(trpc.growth.ledger.queryOptions(ask, { placeholderData: keepPreviousData }))
  const { data } = ledger
  const rules = data?.rules.filter((r) => !ladder || r.ladderId === ladder) ?? []
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        back={{ href: path('/program/growth'), label: t('back') }}
        facts={
          data && (
            <span data-testid="growth-totals">
              {t('totals', { gained: count(data.gained), lost: count(data.lost), net: count(data.gained - data.lost) })}
            </span>
          )
        }
      />
      <FilterBar>
        {(data?.ladders.length ?? 0) > 1 && (
          <Select
            className={styles.choice}
            aria-label={t('ladder')}
            allowClear
            placeholder={t('allLadders')}
            value={ladder}
            options={data?.ladders.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value?: string) => list.narrow({ ladder: value, rule: undefined })}
          />
        )}
        <Select
          className={styles.choice}
          aria-label={t('rule')}
          allowClear
          placeholder={t('allRules')}
          value={rule}
          options={rules.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value?: string) => list.narrow({ rule: value })}
        />
        <FilterDay label={t('from')} value={from} onChange={(value) => list.narrow({ from: value })} />
        <FilterDay label={t('to')} value={to} onChange={(value) => list.narrow({ to: value })} />
      </FilterBar>
      <Section flush>
        <DataTable<GrowthLine>
          label={t('title')}
          rows={data?.rows}
          total={data?.total}
          list={{ ...list, filtered: list.filtered && (data?.any ?? true) }}
          error={ledger.error}
          retry={() => void ledger.refetch()}
          refreshing={ledger.isPlaceholderData}
          rowKey={(line) => line.id}
          empty={
            <EmptyState title={t('emptyTitle')} why={t('emptyWhy')} actions={<Link href={path('/program/growth')}>{t('toRules')}</Link>} />
          }
          columns={[
            { key: 'day', title: t('day'), render: (line) => <DateText day={line.day} /> },
            { key: 'member', title: t('member'), render: (line) => <Link href={path(`/members/${line.memberId}`)}>{line.member}</Link> },
            { key: 'amount', title: t('amount'), align: 'right', render: (line) => <Signed value={line.amount} /> },
            { key: 'cause', title: t('cause'), render: (line) => causeOf(line.cause) },
            { key: 'rule', title: t('rule'), render: (line) => line.rule ?? t('noRule') },
            ...((data?.ladders.length ?? 0) > 1
              ? [{ key: 'ladder', title: t('ladder'), render: (line: GrowthLine) => line.ladder ?? t('goneLadder') }]
              : []),
          ]}
        />
      </Section>
    </Page>
  )
}

function Signed({ value }: { value: number }) {
  const { count } = useFigures()
  return (
    <span className={styles.amount} data-lost={value < 0 || undefined}>
      {value < 0 ? '−' : '+'}
      {count(Math.abs(value))}
    </span>
  )
}

const told = {
  'order.paid': 'order_paid',
  'order.completed': 'order_completed',
  'order.refunded': 'order_refunded',
  'member.registered': 'member_registered',
  'member.profile_completed': 'member_profile_completed',
  'member.checked_in': 'member_checked_in',
  'member.shared': 'member_shared',
  'member.reviewed': 'member_reviewed',
  'member.referred': 'member_referred',
  'stored.recharged': 'stored_recharged',
  'membership.purchased': 'membership_purchased',
} as const

/** What growth came or went by, in words. */
function useCauseWords() {
  const t = useTranslations('growth.ledger')
  const happened = ({ type, orderNo, event }: GrowthCause): string => {
    if (type === 'custom') return event ?? t('causes.custom')
    const known = type !== null && type in told ? told[type as keyof typeof told] : null
    if (known === null) return t('causes.other')
    return orderNo === null ? t(`causes.${known}`) : t('causes.ofOrder', { what: t(`causes.${known}`), no: orderNo })
  }
  return (cause: GrowthCause): string => {
    switch (cause.kind) {
      case 'day':
        return t('causes.day')
      case 'version':
        return t('causes.version')
      case 'correction':
        return cause.type === null ? t('causes.correction') : t('causes.correctionBy', { what: happened(cause) })
      case 'event':
        return happened(cause)
    }
  }
}
