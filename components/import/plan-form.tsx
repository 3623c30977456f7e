'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type ImportPlan, missingFields } from '@/server/engine/import/column'
import { useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { ErrorState, TableSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { ChoicesForm } from './choices-form'
import { ColumnMap } from './column-map'
import { FindingsView } from './findings-view'
import styles from './import-page.module.css'
import type { ImportView } from './import-state'
import { PreviewTable } from './preview-table'

/** What must be the same for a try-out to still hold. */
const keyOf = ({ earns: _, ...plan }: ImportPlan): string => JSON.stringify(plan)

/** Before an import starts: what each column is, how to import, and what would happen. */
export function PlanForm({ row }: { row: ImportView }) {
  const t = useTranslations('import')
  const trpc = useTRPC()
  const { count } = useFigures()
  const { refused } = useRefusal()
  const may = useMay('import:write')
  const queryClient = useQueryClient()
  const [plan, setPlan] = useState(row.plan)
  const [tried, setTried] = useState<ImportPlan>()
  const preview = useQuery(trpc.import.preview.queryOptions({ importId: row.id }, { enabled: may, staleTime: Number.POSITIVE_INFINITY }))
  const check = useQuery(
    trpc.import.check.queryOptions(
      { importId: row.id, plan: tried ?? plan },
      { enabled: tried !== undefined, staleTime: 0, gcTime: 0, retry: false },
    ),
  )
  const start = useMutation(
    trpc.import.start.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.import.get.queryFilter({ importId: row.id })),
      onError: refused,
    }),
  )
  const savePlan = useMutation(trpc.import.savePlan.mutationOptions({ onError: refused }))
  const change = (next: ImportPlan) => {
    setPlan(next)
    if (new Set(Object.values(next.columns)).size === Object.values(next.columns).length) savePlan.mutate({ importId: row.id, plan: next })
  }
  const missing = missingFields(row.subject, plan)
  const current = tried !== undefined && keyOf(tried) === keyOf(plan)
  const findings = current && !check.isFetching ? check.data : undefined
  const useful = findings ? findings.rows - findings.refused : 0
  if (!may) return <Section>{t('checkHint')}</Section>
  return (
    <>
      <Section title={t('columnsTitle')} lead={t('columnsLead')}>
        <ColumnMap
          subject={row.subject}
          header={row.header}
          plan={plan}
          missing={missing}
          sample={preview.data?.rows ?? []}
          onChange={change}
        />
      </Section>
      <Section title={t('previewTitle', { count: preview.data?.rows.length ?? 20 })} lead={t('previewLead')} flush>
        {preview.error ? (
          <ErrorState error={preview.error} retry={preview.refetch} />
        ) : preview.data ? (
          <PreviewTable header={preview.data.header} rows={preview.data.rows} plan={plan} />
        ) : (
          <TableSkeleton columns={4} rows={4} />
        )}
      </Section>
      <Section title={t('choicesTitle')}>
        <ChoicesForm subject={row.subject} plan={plan} onChange={change} />
      </Section>
      <Section title={findings ? t('findingsTitle') : t('check')} lead={findings ? undefined : t('checkHint')}>
        {current && check.error && <ErrorState error={check.error} retry={check.refetch} />}
        {findings && <FindingsView findings={findings} />}
        {findings && useful === 0 && <Alert type="info" showIcon title={t('nothingToDo')} className={styles.alert} />}
        <div className={styles.start}>
          {findings ? (
            <Button
              type="primary"
              size="large"
              loading={start.isPending}
              disabled={useful === 0}
              onClick={() => start.mutate({ importId: row.id, plan })}
            >
              {t('start', { count: count(useful) })}
            </Button>
          ) : (
            <Button
              type="primary"
              size="large"
              loading={check.isFetching}
              disabled={missing.length > 0}
              onClick={() => {
                setTried(plan)
                if (current) void check.refetch()
              }}
            >
              {t('check')}
            </Button>
          )}
          {check.isFetching && <span aria-live="polite">{t('checking')}</span>}
        </div>
      </Section>
    </>
  )
}
