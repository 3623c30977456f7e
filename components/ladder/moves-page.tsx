'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { amountText, measureName } from '@/server/engine/sentence/measure'
import type { ChangeLine } from '@/server/ladder/read-changes'
import { useSurround } from '../draft/use-surround'
import { ColorMark } from '../kit/color-mark'
import { DataTable } from '../kit/data-table'
import { DateText } from '../kit/dates'
import { FilterBar, FilterDay } from '../kit/filter-bar'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { EmptyState, ErrorState, TextSkeleton } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useTRPC } from '../trpc/client'
import { moveFilters, moveReasons, movesAsk } from './moves-ask'
import styles from './moves-page.module.css'

/** Who moved up and down, when and why; and how many did in each month. */
export function MovesPage() {
  const t = useTranslations('ladder.moves')
  const trpc = useTRPC()
  const path = useConsolePath()
  const list = useListState(moveFilters)
  const why = useWhy()
  const { tier, reason, from, to } = list.filter
  const page = useQuery(
    trpc.ladder.changes.queryOptions(movesAsk(list.filter, list.page, list.size), { placeholderData: keepPreviousData }),
  )
  const tiers = page.data?.tiers ?? []
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} back={{ href: path('/program/tiers'), label: t('back') }} />
      <Movement />
      <FilterBar>
        <Select
          className={styles.filter}
          aria-label={t('filterTier')}
          allowClear
          placeholder={t('anyTier')}
          value={tiers.some((one) => one.id === tier) ? tier : undefined}
          options={tiers.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(value?: string) => list.narrow({ tier: value })}
        />
        <Select
          className={styles.filter}
          aria-label={t('filterReason')}
          allowClear
          placeholder={t('anyReason')}
          value={moveReasons.find((known) => known === reason)}
          options={moveReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          onChange={(value?: string) => list.narrow({ reason: value })}
        />
        <FilterDay label={t('from')} value={from} onChange={(value) => list.narrow({ from: value })} />
        <FilterDay label={t('to')} value={to} onChange={(value) => list.narrow({ to: value })} />
      </FilterBar>
      <Section flush>
        <DataTable<ChangeLine>
          label={t('table')}
          rows={page.data?.rows}
          rowKey={(row) => row.id}
          total={page.data?.total}
          list={list}
          error={page.error}
          retry={page.refetch}
          refreshing={page.isPlaceholderData}
          empty={<EmptyState title={t('emptyTitle')} why={t('emptyWhy')} />}
          columns={[
            { key: 'on', title: t('on'), render: (row) => <DateText day={row.on} /> },
            {
              key: 'member',
              title: t('member'),
              render: (row) => <Link href={path(`/members/${row.member.id}`)}>{row.member.code}</Link>,
            },
            {
              key: 'change',
              title: t('change'),
              render: (row) => (
                <span className={styles.change}>
                  <StatusDot tone={row.rise ? 'good' : 'attention'}>{t(row.rise ? 'up' : 'down')}</StatusDot>
                  {row.from ? <ColorMark color={row.from.color}>{row.from.name}</ColorMark> : t('none')}
                  <span aria-hidden>→</span>
                  {row.to ? <ColorMark color={row.to.color}>{row.to.name}</ColorMark> : t('none')}
                </span>
              ),
            },
            { key: 'why', title: t('why'), render: why },
          ]}
        />
      </Section>
    </Page>
  )
}

/** Why a member moved, in words. */
function useWhy() {
  const t = useTranslations('ladder.moves')
  const surround = useSurround()
  return ({ reason, measure, measured, threshold }: ChangeLine): string => {
    if (reason === 'by_hand') return t('told.by_hand')
    if (measure === null) return reason ? t(`reasons.${reason}`) : t('told.plain')
    // A category has its name in the rules only; here the kind of thing says enough.
    const about = {
      measure: measure === 'category_spend' ? measureName({ measure: 'net_spend' }, surround) : measureName({ measure }, surround),
      measured: amountText(measure, measured, surround),
      threshold: amountText(measure, threshold, surround),
    }
    return t(`told.${reason ?? 'unknown'}`, about)
  }
}

function Movement() {
  const t = useTranslations('ladder.moves')
  const trpc = useTRPC()
  const movement = useQuery(trpc.ladder.movement.queryOptions())
  const months = movement.data ?? []
  const sum = (of: 'up' | 'down') => months.reduce((total, month) => total + month[of], 0)
  const [up, down] = [sum('up'), sum('down')]
  const last = months.at(-1)
  const most = Math.max(1, ...months.flatMap((month) => [month.up, month.down]))
  return (
    <Section title={t('stats')}>
      {movement.error ? (
        <ErrorState error={movement.error} retry={() => void movement.refetch()} />
      ) : !movement.data ? (
        <TextSkeleton />
      ) : up + down === 0 ? (
        <p className={styles.sentence}>{t('statsNone')}</p>
      ) : (
        <>
          <p className={styles.sentence}>{t('statsSentence', { up, down, upNow: last?.up ?? 0, downNow: last?.down ?? 0 })}</p>
          <table className={styles.months}>
            <thead>
              <tr>
                <th scope="col">{t('month')}</th>
                <th scope="col">{t('ups')}</th>
                <th scope="col">{t('downs')}</th>
              </tr>
            </thead>
            <tbody>
              {months.toReversed().map((month) => (
                <tr key={month.month}>
                  <th scope="row">{month.month}</th>
                  <Bar count={month.up} most={most} kind="up" />
                  <Bar count={month.down} most={most} kind="down" />
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  )
}

const Bar = ({ count, most, kind }: { count: number; most: number; kind: 'up' | 'down' }) => (
  <td>
    <span
      className={styles.bar}
      data-kind={kind}
      data-none={count === 0 || undefined}
      style={{ inlineSize: `${(count / most) * 60}%` }}
      aria-hidden
    />
    {count}
  </td>
)
