'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { tellSchedule } from '@/server/engine/sentence/schedule'
import { ChoiceStrip } from '../kit/choice-strip'
import { type Column, DataTable } from '../kit/data-table'
import { DateText } from '../kit/dates'
import { Count } from '../kit/figures'
import { FilterBar } from '../kit/filter-bar'
import { useListState } from '../kit/list-state'
import { Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { SearchBox } from '../kit/search-box'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import type { CampaignRow } from './answers'
import { type CampaignActs, type Target, useCampaignActs } from './campaign-acts'
import { campaignAsk, campaignFilters, type Tab, tabOf, tabs } from './campaign-ask'
import { CampaignIcon } from './campaign-icon'
import styles from './campaign-list.module.css'
import { CampaignRowActs } from './campaign-row-acts'
import { CampaignStanding } from './campaign-standing'
import { EndDrawer } from './end-drawer'
import { firstKinds } from './kinds'
import { ReadyCards } from './ready-cards'

/** Whether there is any campaign at all, in whatever phase; nothing while that is not known. */
export function useAnyCampaign(): boolean | undefined {
  const trpc = useTRPC()
  const found = useQuery(trpc.campaign.list.queryOptions(campaignAsk({})))
  const counts = found.data?.counts
  return counts && Object.values(counts).some((n) => n > 0)
}

/** All campaigns by phase: the phase, the search and the page are in the address. */
export function CampaignList() {
  const t = useTranslations('campaign')
  const trpc = useTRPC()
  const mayWrite = useMay('campaign:write')
  const params = useSearchParams()
  const list = useListState(campaignFilters)
  const state = useListState(['state'] as const)
  const found = useQuery({ ...trpc.campaign.list.queryOptions(campaignAsk(Object.fromEntries(params))), placeholderData: keepPreviousData })
  const acts = useCampaignActs()
  const [ending, setEnding] = useState<Target & { members: number }>()
  const tab = tabOf(state.filter.state) ?? 'running'
  const columns = useColumns(tab, mayWrite ? acts : undefined, setEnding)
  const counts = found.data?.counts
  const all = counts && Object.values(counts).reduce((sum, n) => sum + n, 0)
  const show = (next: string) => state.narrow({ state: next === 'running' ? undefined : next })
  // Nobody approves or pauses everywhere: those tabs come with the first campaign in them.
  const shown = tabs.filter((one) => one === tab || (one !== 'awaiting' && one !== 'paused') || (counts?.[one] ?? 0) > 0)
  return (
    <Section flush>
      <ChoiceStrip
        label={t('byState')}
        value={tab}
        onChange={show}
        options={shown.map((value) => ({ value, label: t(`tabs.${value}`), count: value === 'all' ? all : counts?.[value] }))}
      />
      <div className={styles.filters}>
        <FilterBar>
          <SearchBox label={t('search')} hint={t('searchHint')} value={list.filter.q ?? ''} onSearch={(q) => list.narrow({ q })} />
        </FilterBar>
      </div>
      <div className={styles.rows}>
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
      </div>
      <EndDrawer campaign={ending} onClose={() => setEnding(undefined)} />
    </Section>
  )
}

/** No campaign yet: why, and ready ones to begin with. */
export function NoCampaigns() {
  const t = useTranslations('campaign')
  const path = useConsolePath()
  const mayWrite = useMay('campaign:write')
  return (
    <Section>
      <EmptyState
        title={t('empty.title')}
        why={t(mayWrite ? 'empty.why' : 'empty.whyReader')}
        actions={
          mayWrite && (
            <Link href={path('/campaigns/new')}>
              <Button type="primary" tabIndex={-1}>
                {t('empty.allForms')}
              </Button>
            </Link>
          )
        }
      />
      {mayWrite && <ReadyCards kinds={firstKinds} label={t('chooser.title')} />}
    </Section>
  )
}

function useColumns(tab: Tab, acts: CampaignActs | undefined, onEnd: (row: CampaignRow) => void): Column<CampaignRow>[] {
  const t = useTranslations('campaign')
  const path = useConsolePath()
  const language = useLocale() === 'zh' ? 'zh' : 'en'
  return [
    {
      key: 'campaign',
      title: t('columns.campaign'),
      render: (row) => (
        <div className={styles.campaign}>
          <CampaignIcon kind={row.kind} />
          <div className={styles.words}>
            <Link href={path(`/campaigns/${row.id}`)} className={styles.name}>
              {row.name}
            </Link>
            <span className={styles.sentence}>
              {t(`kinds.${row.kind}.name`)} · {tellSchedule(row.terms.schedule, language)}
            </span>
          </div>
        </div>
      ),
    },
    // Elsewhere the tab says it of all of them.
    ...(tab === 'all'
      ? [{ key: 'state', title: t('columns.state'), render: (row: CampaignRow) => <CampaignStanding phase={row.phase} /> }]
      : []),
    {
      key: 'next',
      title: t('columns.next'),
      render: (row) => (
        <Fact label={t('columns.next')}>
          {row.next === null ? <span className={styles.quiet}>{t('noNext')}</span> : <DateText day={row.next} />}
        </Fact>
      ),
    },
    {
      key: 'members',
      title: t('columns.members'),
      align: 'right',
      render: (row) => (
        <Fact label={t('columns.members')}>
          <Count value={row.members} />
        </Fact>
      ),
    },
    ...(acts
      ? [
          {
            key: 'acts',
            title: t('columns.acts'),
            render: (row: CampaignRow) => <CampaignRowActs row={row} acts={acts} onEnd={() => onEnd(row)} />,
          },
        ]
      : []),
  ]
}

/** A figure that, where rows are cards without a head, says what it is. */
const Fact = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <span className={styles.fact}>
    <span className={styles.factLabel} aria-hidden>
      {label}
    </span>
    {children}
  </span>
)
