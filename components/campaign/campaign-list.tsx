'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { tellSchedule } from '@/server/engine/sentence/schedule'
import type { Column } from '../kit/data-table'
import { DateText } from '../kit/dates'
import { Count } from '../kit/figures'
import { Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { allOf, StateList } from '../kit/state-list'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import type { CampaignRow } from './answers'
import { type CampaignActs, type Target, useCampaignActs } from './campaign-acts'
import { campaignAsk, type Tab, tabOf, tabs } from './campaign-ask'
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
  const all = allOf(found.data?.counts)
  return all === undefined ? undefined : all > 0
}

/** All campaigns by phase. */
export function CampaignList() {
  const trpc = useTRPC()
  const mayWrite = useMay('campaign:write')
  const asked = Object.fromEntries(useSearchParams())
  const found = useQuery({ ...trpc.campaign.list.queryOptions(campaignAsk(asked)), placeholderData: keepPreviousData })
  const acts = useCampaignActs()
  const [ending, setEnding] = useState<Target & { members: number }>()
  const tab = tabOf(asked.state)
  const columns = useColumns(tab, mayWrite ? acts : undefined, setEnding)
  const counts = found.data?.counts
  // Nobody approves or pauses everywhere: those tabs come with the first campaign in them.
  const shown = tabs.filter((one) => one === tab || (one !== 'awaiting' && one !== 'paused') || (counts?.[one] ?? 0) > 0)
  return (
    <>
      <StateList word="campaign" columns={columns} tabs={shown} tab={tab} found={found} />
      <EndDrawer campaign={ending} onClose={() => setEnding(undefined)} />
    </>
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
      render: (row) => (row.next === null ? <span className={styles.quiet}>{t('noNext')}</span> : <DateText day={row.next} />),
    },
    { key: 'members', title: t('columns.members'), align: 'right', render: (row) => <Count value={row.members} /> },
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
