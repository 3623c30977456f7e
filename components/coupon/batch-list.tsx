'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Progress as Bar, Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { conditionText } from '@/server/engine/sentence/condition'
import { useWording } from '../draft/use-wording'
import { type Column, DataTable } from '../kit/data-table'
import { Instant } from '../kit/dates'
import { Count, Unknown, useFigures } from '../kit/figures'
import { useMay } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import { EmptyState } from '../kit/states'
import { StatusDot, type Tone } from '../kit/status-dot'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import type { BatchView } from './answers'
import styles from './coupon-detail.module.css'

const tones: Record<BatchView['status'], Tone> = { queued: 'working', running: 'working', done: 'good', cancelled: 'rest', failed: 'bad' }

const moves = ({ status }: BatchView): boolean => status === 'queued' || status === 'running'

/** Issues to many of one template, the latest first; how far they are while they go. */
export function BatchList({ templateId }: { templateId: string }) {
  const t = useTranslations('coupon.batch')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const batches = useQuery(
    trpc.coupon.batches.queryOptions(
      { templateId },
      { staleTime: 0, refetchInterval: (query) => (query.state.data?.some(moves) ? 700 : false) },
    ),
  )
  const through = batches.data?.filter((batch) => !moves(batch)).length
  // What an issue brought shows in the figures, and in whom another would reach, once it is through.
  const before = useRef(through)
  useEffect(() => {
    if (before.current !== undefined && before.current !== through) {
      void queryClient.invalidateQueries(trpc.coupon.get.queryFilter({ templateId }))
      void queryClient.invalidateQueries(trpc.coupon.countAudience.queryFilter())
    }
    before.current = through
  }, [through, queryClient, trpc, templateId])
  const columns = useColumns()
  return (
    <section className={styles.past}>
      <h2>{t('past')}</h2>
      <DataTable
        label={t('past')}
        columns={columns}
        rowKey={(row) => row.id}
        rows={batches.data}
        error={batches.error}
        retry={batches.refetch}
        empty={<EmptyState title={t('emptyTitle')} why={t('emptyWhy')} />}
      />
    </section>
  )
}

function useColumns(): Column<BatchView>[] {
  const t = useTranslations('coupon.batch')
  const { wording } = useWording()
  const mayIssue = useMay('coupon:issue')
  return [
    {
      key: 'when',
      title: t('columns.when'),
      render: (row) => (
        <div className={styles.used}>
          <Instant at={row.createdAt} />
          {row.by && <span className={styles.quiet}>{row.by}</span>}
        </div>
      ),
    },
    { key: 'who', title: t('columns.who'), render: (row) => (row.condition ? conditionText(row.condition, wording) : t('all')) },
    { key: 'state', title: t('columns.state'), render: (row) => <Standing row={row} /> },
    { key: 'issued', title: t('columns.issued'), align: 'right', render: (row) => <Count value={row.counts.issued} /> },
    { key: 'skipped', title: t('columns.skipped'), render: (row) => <Skipped row={row} /> },
    ...(mayIssue ? [{ key: 'acts', title: t('columns.acts'), render: (row: BatchView) => <Acts row={row} /> }] : []),
  ]
}

function Standing({ row }: { row: BatchView }) {
  const t = useTranslations('coupon.batch')
  const { count } = useFigures()
  const { ofCode } = useSentences()
  const percent = row.total === 0 ? 0 : Math.min(100, Math.floor((row.done / row.total) * 100))
  const far = t('far', { done: count(row.done), total: count(row.total) })
  return (
    <div className={styles.progress}>
      <StatusDot tone={tones[row.status]}>{t(`states.${row.status}`)}</StatusDot>
      {moves(row) && <Bar percent={percent} size="small" status="active" aria-label={far} />}
      {row.status !== 'done' && <span className={styles.quiet}>{far}</span>}
      {row.failure && <span className={styles.quiet}>{ofCode(row.failure)}</span>}
    </div>
  )
}

function Skipped({ row }: { row: BatchView }) {
  const t = useTranslations('coupon.batch')
  const { ofCode } = useSentences()
  const skipped = Object.entries(row.counts.skipped)
  if (skipped.length === 0) return moves(row) ? <Unknown /> : <Count value={0} />
  return (
    <div className={styles.used}>
      {skipped.map(([code, members]) => (
        <span key={code}>
          {t('skipped', { members })} <span className={styles.quiet}>{ofCode(code)}</span>
        </span>
      ))}
    </div>
  )
}

function Acts({ row }: { row: BatchView }) {
  if (moves(row)) return <Cancel row={row} />
  return row.status === 'failed' && <Resume row={row} />
}

function Resume({ row }: { row: BatchView }) {
  const t = useTranslations('coupon.batch')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { refused } = useRefusal()
  const resume = useMutation(trpc.coupon.resumeBatch.mutationOptions({ onError: refused }))
  const go = () => resume.mutate({ batchId: row.id }, { onSettled: () => queryClient.invalidateQueries(trpc.coupon.pathFilter()) })
  return (
    <Button type="link" size="small" loading={resume.isPending} onClick={go}>
      {t('resume')}
    </Button>
  )
}

function Cancel({ row }: { row: BatchView }) {
  const t = useTranslations('coupon.batch')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused } = useRefusal()
  const { count } = useFigures()
  const cancel = useMutation(trpc.coupon.cancelBatch.mutationOptions({ onError: refused }))
  const ask = async () => {
    const what = t('cancelWhat', { issued: count(row.counts.issued), rest: count(row.total - row.done) })
    if (!(await confirm({ title: t('cancelAsk'), what, verb: t('cancel'), danger: true }))) return
    cancel.mutate({ batchId: row.id }, { onSettled: () => queryClient.invalidateQueries(trpc.coupon.pathFilter()) })
  }
  return (
    <Button type="link" size="small" danger loading={cancel.isPending} onClick={() => void ask()}>
      {t('cancel')}
    </Button>
  )
}
