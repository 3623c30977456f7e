'use client'

import { InboxOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Segmented, Spin, Upload } from 'antd'
import Link from 'next/link'
import { useParams, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ImportSubject } from '@/server/engine/import/column'
import { type Column, DataTable } from '../kit/data-table'
import { Instant } from '../kit/dates'
import { Count, Unknown } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import styles from './import-page.module.css'
import { type ImportLine, ImportState } from './import-state'
import { uploadFile } from './upload-file'

/** A place to drop a file, and what came of the earlier ones. */
export function ImportPage() {
  const t = useTranslations('import')
  const may = useMay('import:write')
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} />
      {may && <NewImport />}
      <PastImports />
    </Page>
  )
}

function NewImport() {
  const t = useTranslations('import')
  const { tenant } = useParams<{ tenant: string }>()
  const router = useRouter()
  const path = useConsolePath()
  const { ofError } = useSentences()
  const [subject, setSubject] = useState<ImportSubject>('members')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()

  const take = async (file: File) => {
    setFailed(undefined)
    setBusy(true)
    try {
      const { id } = await uploadFile(tenant, subject, file)
      router.push(path(`/members/import/${id}`))
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }

  return (
    <Section title={t('newTitle')}>
      <div className={styles.new}>
        <Segmented
          aria-label={t('subject')}
          options={ImportSubject.options.map((value) => ({ value, label: t(`subjects.${value}`) }))}
          value={subject}
          onChange={setSubject}
          disabled={busy}
        />
        {failed !== undefined && <Alert type="error" showIcon title={ofError(failed)} description={t('uploadFailed')} />}
        <Upload.Dragger
          accept=".csv,.gz,.txt,.tsv"
          multiple={false}
          showUploadList={false}
          disabled={busy}
          beforeUpload={(file) => {
            void take(file)
            return false
          }}
        >
          <div className={styles.drop} aria-live="polite">
            {busy ? <Spin /> : <InboxOutlined className={styles.icon} aria-hidden />}
            <strong>{busy ? t('uploading') : t('dropTitle')}</strong>
            <span className={styles.hint}>{t('dropHint')}</span>
          </div>
        </Upload.Dragger>
      </div>
    </Section>
  )
}

function PastImports() {
  const t = useTranslations('import')
  const trpc = useTRPC()
  const path = useConsolePath()
  const imports = useQuery(trpc.import.list.queryOptions(undefined, { refetchInterval: 5_000, staleTime: 0 }))
  const columns: Column<ImportLine>[] = [
    { key: 'file', title: t('file'), render: (row) => <Link href={path(`/members/import/${row.id}`)}>{row.fileName}</Link> },
    { key: 'subject', title: t('subject'), render: (row) => t(`subjects.${row.subject}`) },
    { key: 'state', title: t('state'), render: (row) => <ImportState status={row.status} /> },
    { key: 'rows', title: t('rows'), align: 'right', render: (row) => <Count value={row.rowsTotal} /> },
    {
      key: 'refused',
      title: t('counts.refused'),
      align: 'right',
      render: (row) => (row.status === 'uploaded' ? <Unknown /> : <Count value={row.counts.refused ?? 0} />),
    },
    { key: 'when', title: t('when'), render: (row) => <Instant at={row.createdAt} /> },
  ]
  return (
    <Section title={t('history')} flush>
      <DataTable
        label={t('history')}
        columns={columns}
        rowKey={(row) => row.id}
        rows={imports.data}
        error={imports.error}
        retry={imports.refetch}
        empty={<EmptyState title={t('historyEmpty')} why={t('historyWhy')} />}
      />
    </Section>
  )
}
