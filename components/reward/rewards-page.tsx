'use client'

import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import Link from 'next/link'
import { useParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { RewardState } from '@/server/engine/reward/reward'
import type { RewardLine } from '@/server/reward/reads'
import { DataTable } from '../kit/data-table'
import { Points, useFigures, useSetting } from '../kit/figures'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useTRPC } from '../trpc/client'
import { KindIcon } from './kind-icon'
import { rewardKinds } from './reward-draft'
import styles from './rewards-page.module.css'
import { StateButtons, stateTones } from './state-buttons'
import { useRewardActs } from './use-reward-acts'
import { useSchedule } from './use-schedule'

const tabs = ['all', ...RewardState.options] as const

/** What members can have for points, in the order in which they see it. */
export function RewardsPage() {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const path = useConsolePath()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const schedule = useSchedule()
  const list = useListState(['state'] as const)
  const acts = useRewardActs()
  const tab = tabs.find((one) => one === list.filter.state) ?? 'all'
  const rewards = useQuery(trpc.reward.list.queryOptions())
  const all = rewards.data
  const shown = all?.filter((reward) => tab === 'all' || reward.state === tab)
  const counted = (one: (typeof tabs)[number]) => (all ?? []).filter((reward) => one === 'all' || reward.state === one).length

  const place = (reward: RewardLine, by: number) => {
    const ids = (all ?? []).map((one) => one.id)
    const at = ids.indexOf(reward.id)
    if (tab !== 'all' || at + by < 0 || at + by >= ids.length) return undefined
    return () =>
      acts.order([
        ...ids.filter((id) => id !== reward.id).slice(0, at + by),
        reward.id,
        ...ids.filter((id) => id !== reward.id).slice(at + by),
      ])
  }
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          all &&
          all.length > 0 && (
            <Link href={path('/rewards/new')}>
              <Button type="primary">{t('new')}</Button>
            </Link>
          )
        }
      />
      <Section flush>
        {all && all.length > 0 && (
          <div className={styles.tabs}>
            <Segmented<(typeof tabs)[number]>
              aria-label={t('tabs.label')}
              value={tab}
              onChange={(key) => list.narrow({ state: key === 'all' ? undefined : key })}
              options={tabs.map((key) => ({ value: key, label: `${t(`tabs.${key}`)} ${count(counted(key))}` }))}
            />
          </div>
        )}
        <DataTable<RewardLine>
          label={t('title')}
          rows={shown}
          rowKey={(reward) => reward.id}
          error={rewards.error}
          retry={() => void rewards.refetch()}
          list={{ ...list, filtered: tab !== 'all' && (all?.length ?? 0) > 0 }}
          empty={<Starts />}
          columns={[
            { key: 'reward', title: t('columns.reward'), render: (reward) => <Named reward={reward} /> },
            {
              key: 'state',
              title: t('columns.state'),
              render: (reward) => <StatusDot tone={stateTones[reward.state]}>{t(`rewardStates.${reward.state}`)}</StatusDot>,
            },
            {
              key: 'points',
              title: t('columns.points', { name: pointsName }),
              align: 'right',
              render: (reward) => (
                <>
                  <Points value={reward.points} bare />
                  {reward.pricesByTier > 0 && <span className={styles.quiet}>{t('pricesByTier', { count: reward.pricesByTier })}</span>}
                </>
              ),
            },
            {
              key: 'left',
              title: t('columns.left'),
              align: 'right',
              render: ({ left, stock }) => (
                <span className={styles.figure}>
                  {left === null || stock === null
                    ? t('unlimited')
                    : left === 0
                      ? t('soldOut')
                      : t('ofStock', { left: count(left), stock: count(stock) })}
                </span>
              ),
            },
            {
              key: 'given',
              title: t('columns.given'),
              align: 'right',
              render: (reward) => <span className={styles.figure}>{count(reward.given)}</span>,
            },
            {
              key: 'spent',
              title: t('columns.spent', { name: pointsName }),
              align: 'right',
              render: (reward) => <Points value={reward.spent} bare />,
            },
            {
              key: 'until',
              title: t('columns.until'),
              render: (reward) => <span className={styles.figure}>{schedule(reward.from, reward.until)}</span>,
            },
            {
              key: 'actions',
              title: t('columns.actions'),
              render: (reward) => <StateButtons reward={reward} row={{ up: place(reward, -1), down: place(reward, 1) }} />,
            },
          ]}
        />
      </Section>
    </Page>
  )
}

function Named({ reward }: { reward: RewardLine }) {
  const t = useTranslations('reward.gives')
  const path = useConsolePath()
  const { tenant } = useParams<{ tenant: string }>()
  return (
    <span className={styles.reward}>
      {reward.picture ? (
        <img
          src={`/api/reward/${tenant}/${reward.id}/picture?as=${reward.picture}`}
          alt=""
          width={48}
          height={48}
          loading="lazy"
          className={styles.thumb}
        />
      ) : (
        <span className={styles.thumb}>
          <KindIcon kind={reward.gives} />
        </span>
      )}
      <span>
        <Link href={path(`/rewards/${reward.id}`)} className={styles.name}>
          {reward.name}
        </Link>
        <span className={styles.quiet}>{reward.coupon ? `${t(reward.gives)} · ${reward.coupon}` : t(reward.gives)}</span>
      </span>
    </span>
  )
}

/** Ways to begin, each with figures that make sense for most. */
function Starts() {
  const t = useTranslations('reward')
  const path = useConsolePath()
  return (
    <EmptyState
      title={t('empty.title')}
      why={t('empty.why')}
      actions={
        <div className={styles.starts}>
          {rewardKinds.map((kind) => (
            <article key={kind} className={styles.start}>
              <h3>
                <KindIcon kind={kind} /> {t(`templates.${kind}.title`)}
              </h3>
              <p>{t(`templates.${kind}.why`)}</p>
              <Link href={path(`/rewards/new?kind=${kind}`)} aria-label={`${t('empty.start')} ${t(`templates.${kind}.title`)}`}>
                {t('empty.start')}
              </Link>
            </article>
          ))}
        </div>
      }
    />
  )
}
