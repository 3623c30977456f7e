'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { TryPanel } from './try-panel'

/** A test event: who, what and when, and at once what it comes to and what each rule says to it. */
export function TryPage() {
  const t = useTranslations('program.try')
  const path = useConsolePath()
  const trpc = useTRPC()
  const program = useQuery(trpc.program.get.queryOptions())
  const nothing = program.data && program.data.draft.ladders.length === 0 && !program.data.latest
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} />
      {nothing ? (
        <Section>
          <EmptyState
            title={t('emptyTitle')}
            why={t('emptyWhy')}
            actions={
              <Link href={path('/program')}>
                <Button type="primary">{t('toProgram')}</Button>
              </Link>
            }
          />
        </Section>
      ) : (
        <TryPanel />
      )}
    </Page>
  )
}
