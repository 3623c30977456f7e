'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSurround } from '../draft/use-surround'
import { Instant } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { ErrorState, TextSkeleton } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useTRPC } from '../trpc/client'
import { ProgramSentences } from './program-sentences'
import { versionTones } from './versions-page'

/** One version as it was frozen, in sentences. */
export function VersionPage({ versionId }: { versionId: string }) {
  const t = useTranslations('program.versions')
  const path = useConsolePath()
  const trpc = useTRPC()
  const surround = useSurround()
  const version = useQuery(trpc.program.version.queryOptions({ versionId }))
  const back = { href: path('/program/versions'), label: t('title') }
  if (!version.data) {
    return (
      <Page>
        <PageHeader title={t('version')} back={back} />
        <Section>
          {version.error ? <ErrorState error={version.error} retry={() => void version.refetch()} /> : <TextSkeleton rows={8} />}
        </Section>
      </Page>
    )
  }
  const { number, state, effectiveFrom, publishedBy, publishedAt, note, document } = version.data
  return (
    <Page>
      <PageHeader
        title={t('number', { number })}
        lead={note || undefined}
        back={back}
        facts={
          <>
            <StatusDot tone={versionTones[state]}>{t(state)}</StatusDot>
            <span>
              {t('from')} <Instant at={effectiveFrom} />
            </span>
            <span>
              {t('by')} {publishedBy ?? t('bySystem')}
            </span>
            <span>
              {t('at')} <Instant at={publishedAt} />
            </span>
          </>
        }
      />
      <ProgramSentences document={document} surround={surround} />
    </Page>
  )
}
