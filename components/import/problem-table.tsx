'use client'

import { DownloadOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type Column, DataTable } from '../kit/data-table'
import { Count, Unknown } from '../kit/figures'
import { useListState } from '../kit/list-state'
import { Section } from '../kit/page'
import { useSentences } from '../kit/sentence'
import { useTRPC } from '../trpc/client'
import type { ImportView } from './import-state'

export type ShownProblem = { rowNo: number; column: string | null; code: string; details: Record<string, string | number> }

/** Where a row was refused and why. */
export function useProblemColumns(): Column<ShownProblem>[] {
  const t = useTranslations('import')
  const { ofCode } = useSentences()
  return [
    { key: 'row', title: t('rowNo'), align: 'right', width: 70, render: (row) => <Count value={row.rowNo} /> },
    { key: 'column', title: t('column'), width: 150, render: (row) => row.column ?? <Unknown /> },
    { key: 'reason', title: t('reason'), render: (row) => ofCode(row.code, row.details) },
  ]
}

/** The refused rows of an import, page by page, and as a file. */
export function ProblemTable({ row }: { row: ImportView }) {
  const t = useTranslations('import')
  const trpc = useTRPC()
  const { tenant } = useParams<{ tenant: string }>()
  const list = useListState([])
  const columns = useProblemColumns()
  const problems = useQuery(
    trpc.import.problems.queryOptions(
      { importId: row.id, page: list.page, size: Math.min(list.size, 100) },
      { placeholderData: keepPreviousData, refetchInterval: row.status === 'running' ? 3_000 : false },
    ),
  )
  return (
    <Section
      flush
      title={t('problemsTitle')}
      actions={
        <Button icon={<DownloadOutlined aria-hidden />} href={`/api/import/${tenant}/${row.id}/problems`} download>
          {t('problemsDownload')}
        </Button>
      }
    >
      <DataTable
        label={t('problemsTitle')}
        columns={columns}
        rowKey={(problem) => String(problem.rowNo)}
        rows={problems.data?.rows}
        total={problems.data?.total}
        list={list}
        error={problems.error}
        retry={problems.refetch}
        empty={t('problemsNone')}
      />
    </Section>
  )
}
