'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Instant } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { ImportState, type ImportView } from './import-state'
import { PlanForm } from './plan-form'
import { ProblemTable } from './problem-table'
import { Progress } from './progress'

/** One import at its own address: first what the columns are, then how far it is, then what came of it. */
export function ImportDetail({ importId }: { importId: string }) {
  const t = useTranslations('import')
  const trpc = useTRPC()
  const path = useConsolePath()
  const found = useQuery(
    trpc.import.get.queryOptions({ importId }, { staleTime: 0, refetchInterval: (query) => (isMoving(query.state.data) ? 700 : false) }),
  )
  const row = found.data
  return (
    <Page>
      <PageHeader
        back={{ href: path('/members/import'), label: t('backToAll') }}
        title={row ? t('detailTitle', { subject: t(`subjects.${row.subject}`), file: row.fileName }) : t('title')}
        facts={
          row && (
            <>
              <ImportState status={row.status} />
              <Instant at={row.createdAt} />
              {row.earns !== null && row.status !== 'uploaded' && <span>{t(row.earns ? 'earned' : 'notEarned')}</span>}
            </>
          )
        }
        actions={row && <Acts row={row} />}
      />
      {found.error ? (
        <Section>
          <ErrorState error={found.error} retry={found.refetch} />
        </Section>
      ) : !row ? (
        <Section>
          <FormSkeleton fields={5} />
        </Section>
      ) : row.status === 'uploaded' ? (
        <PlanForm row={row} />
      ) : (
        <>
          <Progress row={row} />
          {row.problems > 0 && <ProblemTable row={row} />}
        </>
      )}
    </Page>
  )
}

const isMoving = (row: ImportView | undefined): boolean => row?.status === 'queued' || row?.status === 'running'

function Acts({ row }: { row: ImportView }) {
  const t = useTranslations('import')
  const trpc = useTRPC()
  const router = useRouter()
  const path = useConsolePath()
  const may = useMay('import:write')
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const queryClient = useQueryClient()
  const options = { onSuccess: () => queryClient.invalidateQueries(trpc.import.pathFilter()), onError: refused }
  const pause = useMutation(trpc.import.pause.mutationOptions(options))
  const resume = useMutation(trpc.import.resume.mutationOptions(options))
  const repeat = useMutation(trpc.import.repeat.mutationOptions(options))
  const discard = useMutation(
    trpc.import.discard.mutationOptions({
      onError: refused,
      onSuccess: () => {
        done(t('discarded'))
        router.push(path('/members/import'))
      },
    }),
  )
  const which = { importId: row.id }
  if (!may) return null
  if (row.status === 'queued' || row.status === 'running') {
    return (
      <Button loading={pause.isPending} onClick={() => pause.mutate(which)}>
        {t('pause')}
      </Button>
    )
  }
  return (
    <>
      <Button
        danger
        loading={discard.isPending}
        onClick={async () => {
          if (await confirm({ title: t('discardTitle'), what: t('discardWhat'), verb: t('discard'), danger: true })) discard.mutate(which)
        }}
      >
        {t('discard')}
      </Button>
      {row.status === 'done' && (
        <Button
          loading={repeat.isPending}
          onClick={async () => {
            if (await confirm({ title: t('repeatTitle'), what: t('repeatWhat'), verb: t('repeat') })) repeat.mutate(which)
          }}
        >
          {t('repeat')}
        </Button>
      )}
      {(row.status === 'paused' || row.status === 'failed') && (
        <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate(which)}>
          {t('resume')}
        </Button>
      )}
    </>
  )
}
