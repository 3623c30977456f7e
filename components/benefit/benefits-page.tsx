'use client'

import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useBenefitWording } from '../draft/use-benefit-wording'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { EmptyState, ErrorState, FormSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { BenefitDrawer } from './benefit-drawer'
import { GrantDrawer, type OpenGrant } from './grant-drawer'
import { Library } from './library'
import { Matrix } from './matrix'

const views = ['matrix', 'system', 'counter'] as const
type View = (typeof views)[number]

/** What members have beside points: which tier has what, what the software verifies, and what staff check off. */
export function BenefitsPage() {
  const t = useTranslations('benefit')
  const trpc = useTRPC()
  const path = useConsolePath()
  const mayWrite = useMay('program:write')
  const { wording } = useBenefitWording()
  const list = useListState(['view'] as const)
  const view: View = views.find((one) => one === list.filter.view) ?? 'matrix'
  const benefits = useQuery(trpc.benefit.list.queryOptions())
  const ladders = useQuery(trpc.ladder.list.queryOptions())
  const [open, setOpen] = useState<string>()
  const [grant, setGrant] = useState<OpenGrant>()
  const found = benefits.data?.find((benefit) => benefit.id === open)
  const shown = (benefits.data ?? []).filter((benefit) => view === 'matrix' || (benefit.kind === 'counter') === (view === 'counter'))
  const add = mayWrite && (
    <Button type="primary" onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  )
  const body = () => {
    const error = benefits.error ?? ladders.error
    if (error) return <ErrorState error={error} retry={() => void Promise.all([benefits.refetch(), ladders.refetch()])} />
    if (!benefits.data || !ladders.data) return <FormSkeleton />
    if (view === 'matrix' && ladders.data.length === 0)
      return (
        <EmptyState
          title={t('noTiersTitle')}
          why={t('noTiersWhy')}
          actions={
            <Link href={path('/program')}>
              <Button type="primary">{t('toProgram')}</Button>
            </Link>
          }
        />
      )
    if (view === 'matrix')
      return <Matrix ladders={ladders.data} benefits={shown} wording={wording} mayWrite={mayWrite} onGrant={setGrant} />
    if (shown.length === 0) return <EmptyState title={t('emptyTitle')} why={t('emptyWhy')} actions={add} />
    return <Library benefits={shown} wording={wording} onOpen={(benefit) => setOpen(benefit.id)} />
  }
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={add} />
      <Section
        title={t(`views.${view}`)}
        lead={t(`leads.${view}`)}
        actions={
          <Segmented
            aria-label={t('view')}
            value={view}
            options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
            onChange={(value) => list.narrow({ view: value === 'matrix' ? undefined : value })}
          />
        }
      >
        {body()}
      </Section>
      <BenefitDrawer benefit={open === 'new' ? 'new' : found} onClose={() => setOpen(undefined)} onGrant={setGrant} />
      <GrantDrawer grant={grant} onClose={() => setGrant(undefined)} />
    </Page>
  )
}
