'use client'

import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Drawer } from 'antd'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { changesBetween } from '@/server/engine/sentence/changes'
import { useSurround } from '../draft/use-surround'
import { useDates } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC, useTRPCClient } from '../trpc/client'
import { ChangeList } from './change-list'
import { ImportDrawer } from './import-drawer'
import { ProblemList } from './problem-list'
import styles from './program-page.module.css'
import { ProgramSentences } from './program-sentences'
import { PublishDrawer } from './publish-drawer'
import { TemplateCards } from './template-cards'

/** The program as a whole: a template to start from, then the draft in sentences and the way to publish it. */
export function ProgramPage() {
  const t = useTranslations('program')
  const trpc = useTRPC()
  const surround = useSurround()
  const program = useQuery(trpc.program.get.queryOptions())
  const [importing, setImporting] = useState(false)
  const mayWrite = useMay('program:write')
  if (!program.data) {
    return (
      <Page>
        <PageHeader title={t('title')} lead={t('lead')} />
        <Section>
          {program.error ? <ErrorState error={program.error} retry={() => void program.refetch()} /> : <TextSkeleton rows={8} />}
        </Section>
      </Page>
    )
  }
  if (program.data.draft.ladders.length > 0) return <Draft home={program.data} surround={surround} />
  return (
    <Page>
      <PageHeader
        title={t('startTitle')}
        lead={t('startLead')}
        actions={
          mayWrite && (
            <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
              {t('file.import')}
            </Button>
          )
        }
      />
      <TemplateCards surround={surround} sure={async () => true} onApplied={() => undefined} />
      <ImportDrawer open={importing} onClose={() => setImporting(false)} surround={surround} replaces={false} />
    </Page>
  )
}

type Home = NonNullable<ReturnType<typeof useProgram>['data']>
const useProgram = () => useQuery(useTRPC().program.get.queryOptions())

function Draft({ home, surround }: { home: Home; surround: ReturnType<typeof useSurround> }) {
  const t = useTranslations('program')
  const path = useConsolePath()
  const dates = useDates()
  const client = useTRPCClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const [mayWrite, mayPublish] = [useMay('program:write'), useMay('program:publish')]
  const [open, setOpen] = useState<'publish' | 'import' | 'templates'>()
  const { draft, latest, problems, switchedOff } = home
  const changes = useMemo(() => (latest ? changesBetween(latest.document, draft, surround) : null), [latest, draft, surround])
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const fresh = changes !== null && changes.length === 0

  const download = async () => {
    try {
      const text = JSON.stringify(await client.program.exportFile.query(), null, 2)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
      link.download = t('file.name')
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      refused(error)
    }
  }
  const state = !latest
    ? t('state.unpublished')
    : t(latest.state === 'scheduled' ? 'state.scheduled' : 'state.live', {
        number: latest.number,
        when: dates.instant(latest.effectiveFrom),
      })
  const sure = () =>
    confirm({ title: t('templates.replaceAsk'), what: t('templates.replaceWhat'), verb: t('templates.replace'), danger: true })
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        facts={<span>{state}</span>}
        actions={
          <>
            <Button icon={<DownloadOutlined />} onClick={() => void download()}>
              {t('file.export')}
            </Button>
            {mayWrite && (
              <>
                <Button icon={<UploadOutlined />} onClick={() => setOpen('import')}>
                  {t('file.import')}
                </Button>
                <Button onClick={() => setOpen('templates')}>{t('templates.change')}</Button>
              </>
            )}
            {mayPublish && (
              <Button type="primary" disabled={errors > 0 || fresh} onClick={() => setOpen('publish')}>
                {t('publish.open')}
              </Button>
            )}
          </>
        }
      />
      {!latest && errors === 0 && <Alert className={styles.note} type="info" showIcon title={t('state.firstStep')} />}
      {problems.length > 0 && (
        <Section title={t('problems.title')} lead={errors > 0 ? t('problems.blocked', { count: errors }) : t('problems.doubts')}>
          <ProblemList problems={problems} document={draft} surround={surround} linked />
        </Section>
      )}
      {changes !== null && (
        <Section
          title={t('changes.title')}
          lead={fresh ? t('changes.none', { number: latest?.number ?? 0 }) : t('changes.lead', { number: latest?.number ?? 0 })}
        >
          {!fresh && <ChangeList changes={changes} />}
        </Section>
      )}
      <ProgramSentences
        document={draft}
        surround={surround}
        edit={
          mayWrite
            ? {
                tiers: path('/program/tiers'),
                growth: path('/program/growth'),
                points: path('/program/points'),
                fields: path('/program/fields'),
              }
            : undefined
        }
      />
      <PublishDrawer open={open === 'publish'} onClose={() => setOpen(undefined)} changes={changes} switchedOff={switchedOff} />
      <ImportDrawer open={open === 'import'} onClose={() => setOpen(undefined)} surround={surround} replaces />
      <Drawer title={t('templates.change')} open={open === 'templates'} onClose={() => setOpen(undefined)} size={720} destroyOnHidden>
        <TemplateCards
          surround={surround}
          sure={sure}
          onApplied={() => {
            setOpen(undefined)
            done(t('templates.applied'))
          }}
        />
      </Drawer>
    </Page>
  )
}
