'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { type Column, DataTable } from '../kit/data-table'
import { Instant } from '../kit/dates'
import { Count, useFigures } from '../kit/figures'
import { CountInput } from '../kit/inputs'
import { EmptyState } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { CodeBatchView, TemplateDetail } from './answers'
import styles from './coupon-detail.module.css'
import { NotGiven } from './not-given'

const Codes = z.strictObject({ name: z.string().trim().min(1).max(60), count: z.int().min(1).max(100_000) })

/** Codes that bring one coupon each, made in batches, handed out as a file. */
export function CodeBatches({ template }: { template: TemplateDetail }) {
  const t = useTranslations('coupon.codes')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const [form] = Form.useForm()
  const create = useMutation(trpc.coupon.createCodes.mutationOptions())
  const batches = useQuery(trpc.coupon.codeBatches.queryOptions({ templateId: template.id }))
  const columns = useColumns()
  const given = template.state === 'active' || template.state === 'paused'
  return (
    <>
      <div className={styles.part}>
        <div className={styles.form}>
          <h2 className={styles.head}>{t('title')}</h2>
          <p className={styles.lead}>{t('lead')}</p>
          {given ? (
            <ZodForm
              schema={Codes}
              form={form}
              initial={{ count: 100 }}
              submit={t('do')}
              word="coupon"
              onSubmit={async (draft) => {
                await create.mutateAsync({ ...draft, templateId: template.id })
                await queryClient.invalidateQueries(trpc.coupon.pathFilter())
                form.resetFields()
                done(t('done', { count: draft.count }))
              }}
            >
              <Field name="name" label={t('name')} extra={t('nameWhy')}>
                <Input maxLength={60} autoComplete="off" />
              </Field>
              <Field name="count" label={t('count')}>
                <CountInput min={1} max={100_000} suffix={t('unit')} />
              </Field>
            </ZodForm>
          ) : (
            <NotGiven state={template.state === 'draft' ? 'draft' : 'ended'} />
          )}
        </div>
      </div>
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
    </>
  )
}

function useColumns(): Column<CodeBatchView>[] {
  const t = useTranslations('coupon.codes')
  return [
    { key: 'name', title: t('columns.name'), render: (row) => row.name },
    { key: 'count', title: t('columns.count'), align: 'right', render: (row) => <Count value={row.count} /> },
    { key: 'taken', title: t('columns.taken'), align: 'right', render: (row) => <Count value={row.taken} /> },
    {
      key: 'state',
      title: t('columns.state'),
      render: (row) => <StatusDot tone={row.withdrawnAt ? 'rest' : 'good'}>{t(row.withdrawnAt ? 'withdrawn' : 'good')}</StatusDot>,
    },
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
    { key: 'acts', title: t('columns.acts'), render: (row) => <Acts row={row} /> },
  ]
}

function Acts({ row }: { row: CodeBatchView }) {
  const t = useTranslations('coupon.codes')
  const { tenant } = useParams<{ tenant: string }>()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const { count } = useFigures()
  const withdraw = useMutation(trpc.coupon.withdrawCodes.mutationOptions({ onError: refused }))
  const ask = async () => {
    const what = t('withdrawWhat', { open: count(row.count - row.taken), taken: count(row.taken) })
    const typed = row.count - row.taken > 1_000 ? { typed: row.name } : {}
    if (!(await confirm({ title: t('withdrawAsk', { name: row.name }), what, verb: t('withdraw'), danger: true, ...typed }))) return
    withdraw.mutate(
      { batchId: row.id },
      {
        onSuccess: () => done(t('withdrawnDone', { name: row.name })),
        onSettled: () => queryClient.invalidateQueries(trpc.coupon.pathFilter()),
      },
    )
  }
  return (
    <span className={styles.buttons}>
      <Button
        type="link"
        size="small"
        href={`/api/coupon/${tenant}/codes/${row.id}`}
        download
        aria-label={t('exportOne', { name: row.name })}
      >
        {t('export')}
      </Button>
      {!row.withdrawnAt && (
        <Button type="link" size="small" danger loading={withdraw.isPending} onClick={() => void ask()}>
          {t('withdraw')}
        </Button>
      )}
    </span>
  )
}
