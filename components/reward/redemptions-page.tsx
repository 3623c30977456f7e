'use client'

import { MoreOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Dropdown, Select } from 'antd'
import Link from 'next/link'
import { useParams, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RedemptionState } from '@/server/engine/reward/reward'
import type { RedemptionLine } from '@/server/reward/list-redemptions'
import { type Column, DataTable } from '../kit/data-table'
import { Instant } from '../kit/dates'
import { Points, useFigures, useSetting } from '../kit/figures'
import { FilterBar, FilterDay } from '../kit/filter-bar'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { SearchBox } from '../kit/search-box'
import { EmptyState } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useTRPC } from '../trpc/client'
import { RedeemDrawer } from './redeem-drawer'
import { redemptionAsk, redemptionFilters } from './redemption-ask'
import { RedemptionDrawer } from './redemption-drawer'
import { type Act, ActDrawer, useFinish } from './redemption-forms'
import { redemptionTones } from './redemption-tones'
import styles from './redemptions-page.module.css'
import { rewardKinds } from './reward-draft'

const MATCHES_LOOKED_AT = 2000

type Open = { kind: 'redeem' } | { kind: 'detail'; line: RedemptionLine } | { kind: Act; line: RedemptionLine } | undefined

/** All redemptions: search, filters and page are in the address; each with its next step. */
export function RedemptionsPage() {
  const t = useTranslations('reward.redemptions')
  const trpc = useTRPC()
  const path = useConsolePath()
  const { tenant } = useParams<{ tenant: string }>()
  const params = useSearchParams()
  const { count } = useFigures()
  const mayRedeem = useMay('redemption:write')
  const mayArrange = useMay('reward:write')
  const list = useListState(redemptionFilters)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const redemptions = useQuery({
    ...trpc.reward.redemptions.queryOptions(redemptionAsk(Object.fromEntries(params))),
    placeholderData: keepPreviousData,
  })
  const { data } = redemptions
  const columns = useColumns(setOpen)
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          data?.anyAtAll && (
            <>
              <Button href={`/api/redemption/${tenant}?${params.toString()}`} download>
                {t('export')}
              </Button>
              {mayRedeem && (
                <Button type="primary" onClick={() => setOpen({ kind: 'redeem' })}>
                  {t('redeem')}
                </Button>
              )}
            </>
          )
        }
      />
      {data?.ownStoresOnly && <Alert type="info" title={t('ownStores')} className={styles.note} showIcon />}
      <Filters list={list} />
      <Section flush>
        {data?.more && (
          <Alert type="warning" title={t('tooMany', { shown: count(MATCHES_LOOKED_AT) })} className={styles.inside} showIcon />
        )}
        <DataTable<RedemptionLine>
          label={t('title')}
          columns={columns}
          rowKey={(row) => row.id}
          rows={data?.rows}
          total={data?.total}
          list={{ ...list, filtered: list.filtered && (data?.anyAtAll ?? true) }}
          error={redemptions.error}
          retry={() => void redemptions.refetch()}
          refreshing={redemptions.isPlaceholderData}
          empty={
            <EmptyState
              title={t('emptyTitle')}
              why={t('emptyWhy')}
              actions={
                <>
                  {mayArrange && (
                    <Link href={path('/rewards')}>
                      <Button type="primary">{t('emptyGo')}</Button>
                    </Link>
                  )}
                  {mayRedeem && <Button onClick={() => setOpen({ kind: 'redeem' })}>{t('redeem')}</Button>}
                </>
              }
            />
          }
        />
      </Section>
      {open?.kind === 'redeem' && <RedeemDrawer onClose={close} />}
      {open?.kind === 'detail' && <RedemptionDrawer redemptionId={open.line.id} number={open.line.number} onClose={close} />}
      {(open?.kind === 'send' || open?.kind === 'cancel' || open?.kind === 'collect') && (
        <ActDrawer act={open.kind} line={open.line} onClose={close} />
      )}
    </Page>
  )
}

function Filters({ list }: { list: ReturnType<typeof useListState<(typeof redemptionFilters)[number]>> }) {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const rewards = useQuery(trpc.reward.list.queryOptions())
  return (
    <FilterBar>
      <SearchBox
        label={t('redemptions.search')}
        hint={t('redemptions.searchHint')}
        value={list.filter.q ?? ''}
        onSearch={(q) => list.narrow({ q })}
      />
      <Select
        aria-label={t('redemptions.filterState')}
        className={styles.choice}
        placeholder={t('redemptions.anyState')}
        allowClear
        value={list.filter.state}
        options={RedemptionState.options.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={(state?: string) => list.narrow({ state })}
      />
      <Select
        aria-label={t('redemptions.filterKind')}
        className={styles.choice}
        placeholder={t('redemptions.anyKind')}
        allowClear
        value={list.filter.gives}
        options={rewardKinds.map((value) => ({ value, label: t(`gives.${value}`) }))}
        onChange={(gives?: string) => list.narrow({ gives })}
      />
      <Select
        aria-label={t('redemptions.filterReward')}
        className={styles.wide}
        popupMatchSelectWidth={false}
        placeholder={t('redemptions.anyReward')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={rewards.data ? list.filter.reward : undefined}
        options={(rewards.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(reward?: string) => list.narrow({ reward })}
      />
      <FilterDay label={t('redemptions.from')} value={list.filter.from} onChange={(from) => list.narrow({ from })} />
      <FilterDay label={t('redemptions.to')} value={list.filter.to} onChange={(to) => list.narrow({ to })} />
    </FilterBar>
  )
}

function useColumns(open: (what: Open) => void): Column<RedemptionLine>[] {
  const t = useTranslations('reward')
  const path = useConsolePath()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  return [
    {
      key: 'number',
      title: t('redemptions.columns.number'),
      render: (line) => (
        <Button type="link" className={styles.number} onClick={() => open({ kind: 'detail', line })}>
          {line.number}
        </Button>
      ),
    },
    {
      key: 'member',
      title: t('redemptions.columns.member'),
      render: ({ member }) => (
        <>
          <Link href={path(`/members/${member.id}`)}>{member.name ?? member.code}</Link>
          <span className={styles.quiet}>{member.phone ?? member.code}</span>
        </>
      ),
    },
    {
      key: 'reward',
      title: t('redemptions.columns.reward'),
      render: (line) => (
        <>
          {line.reward} {t('redemptions.times', { n: count(line.quantity) })}
          <span className={styles.quiet}>{t(`gives.${line.gives}`)}</span>
        </>
      ),
    },
    {
      key: 'points',
      title: t('redemptions.columns.points', { name: pointsName }),
      align: 'right',
      render: (line) => <Points value={line.points} bare />,
    },
    {
      key: 'state',
      title: t('redemptions.columns.state'),
      render: (line) => <StatusDot tone={redemptionTones[line.state]}>{t(`states.${line.state}`)}</StatusDot>,
    },
    { key: 'when', title: t('redemptions.columns.when'), render: (line) => <Instant at={line.createdAt} /> },
    { key: 'through', title: t('redemptions.columns.through'), render: (line) => t(`through.${line.through}`) },
    { key: 'actions', title: t('redemptions.columns.actions'), render: (line) => <RowActs line={line} open={open} /> },
  ]
}

/** The next step of a redemption, and everything else behind "more". */
function RowActs({ line, open }: { line: RedemptionLine; open: (what: Open) => void }) {
  const t = useTranslations('reward.acts')
  const finish = useFinish()
  const mayFulfil = useMay('redemption:fulfil')
  const mayCollect = useMay('counter:use')
  const mayCancel = useMay('redemption:write')
  const next =
    line.state === 'to_send' && mayFulfil
      ? { label: t('send'), act: () => open({ kind: 'send', line }) }
      : line.state === 'sent' && mayFulfil
        ? { label: t('finish'), act: () => void finish(line) }
        : line.state === 'to_collect' && mayCollect
          ? { label: t('collect'), act: () => open({ kind: 'collect', line }) }
          : null
  const more = [
    { key: 'view', label: t('view'), onClick: () => open({ kind: 'detail', line }) },
    ...(line.state === 'sent' && mayFulfil ? [{ key: 'correct', label: t('correct'), onClick: () => open({ kind: 'send', line }) }] : []),
    ...(line.cancellable && mayCancel
      ? [{ key: 'cancel', label: t('cancel'), danger: true, onClick: () => open({ kind: 'cancel', line }) }]
      : []),
  ]
  return (
    <span className={styles.acts}>
      {next && (
        <Button type="link" size="small" onClick={next.act} aria-label={`${next.label} ${line.number}`}>
          {next.label}
        </Button>
      )}
      <Dropdown menu={{ items: more }} trigger={['click']}>
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('rowMore', { number: line.number })} />
      </Dropdown>
    </span>
  )
}
