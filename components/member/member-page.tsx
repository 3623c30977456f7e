'use client'

import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { MemberDetail } from '@/server/member/read-member'
import type { TimelinePage } from '@/server/member/read-timeline'
import { AsOf, useDates } from '../kit/dates'
import { useSetting } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { useTRPC } from '../trpc/client'
import { AboutMember } from './about-member'
import { DetailsDrawer } from './details-drawer'
import { ExplainDrawer } from './explain-drawer'
import { Balances, Lots, PendingLots } from './member-balances'
import styles from './member-page.module.css'
import { MemberProgress } from './member-progress'
import { MemberTimeline } from './member-timeline'
import { AdjustDrawer, ReturnDrawer, SpendDrawer } from './points-drawers'
import { TierDrawer } from './tier-drawer'

type Open = 'details' | 'spend' | 'adjust' | 'tier' | { returning: { id: string; amount: number } } | undefined

/** One member: where they stand, what they hold — `cards` of other words too —, and one timeline in which every line says why. */
export function MemberPage({ first, timeline, cards }: { first: MemberDetail; timeline: TimelinePage; cards?: ReactNode }) {
  const t = useTranslations('member')
  const trpc = useTRPC()
  const path = useConsolePath()
  const dates = useDates()
  const { pointsName } = useSetting()
  const [open, setOpen] = useState<Open>()
  const member = useQuery({ ...trpc.member.show.queryOptions({ memberId: first.id }), initialData: first }).data
  const close = () => setOpen(undefined)
  const { may } = member
  return (
    <Page>
      <PageHeader
        title={member.name ?? t('unnamed')}
        back={{ href: path('/members'), label: t('back') }}
        facts={
          <>
            <span>{t('facts.code', { code: member.code })}</span>
            {member.phone && <span className={styles.figure}>{member.phone}</span>}
            <span>{t('facts.joined', { date: dates.day(member.joinedOn) })}</span>
            {member.store && <span>{t('facts.store', { store: member.store.name })}</span>}
            {member.country && <span>{t('facts.country', { country: member.country })}</span>}
            {member.status === 'closed' && <span>{t('facts.closed')}</span>}
          </>
        }
        actions={
          <>
            {(may.reveal || may.update) && <Button onClick={() => setOpen('details')}>{t(may.reveal ? 'act.reveal' : 'act.edit')}</Button>}
            {may.adjust && <Button onClick={() => setOpen('adjust')}>{t('act.adjust', { name: pointsName })}</Button>}
            {may.spend && (
              <Button type="primary" onClick={() => setOpen('spend')} disabled={member.points.available === 0}>
                {t('act.spend', { name: pointsName })}
              </Button>
            )}
          </>
        }
      />
      {member.ownStoresOnly && <Alert type="info" title={t('ownStores')} className={styles.note} showIcon />}
      <div className={styles.columns}>
        <div className={styles.side}>
          <Section
            title={t('tier')}
            actions={
              may.tier && (
                <Button size="small" onClick={() => setOpen('tier')}>
                  {t('hand.open')}
                </Button>
              )
            }
          >
            <MemberProgress progress={member.progress} />
          </Section>
          <AboutMember member={member} />
          <Section title={t('balances')}>
            <Balances member={member} />
          </Section>
          <Section title={t('lots', { name: pointsName })} lead={t('lotsLead')} flush={member.lots.length > 0}>
            <Lots lots={member.lots} />
          </Section>
          {cards}
          {member.pending.length > 0 && (
            <Section title={t('pending.title')} lead={t('pending.lead', { name: pointsName })} flush>
              <PendingLots lots={member.pending} />
            </Section>
          )}
          <p className={styles.asOf}>
            <AsOf at={member.asOf} />
          </p>
        </div>
        <Section title={t('timeline')} lead={t('timelineLead')}>
          <MemberTimeline
            memberId={member.id}
            first={timeline}
            onReturn={may.adjust ? (spend) => setOpen({ returning: spend }) : undefined}
          />
        </Section>
      </div>
      <ExplainDrawer />
      {open === 'details' && <DetailsDrawer member={member} onClose={close} />}
      {open === 'spend' && <SpendDrawer memberId={member.id} available={member.points.available} onClose={close} />}
      {open === 'tier' && <TierDrawer member={member} onClose={close} />}
      {typeof open === 'object' && <ReturnDrawer memberId={member.id} spend={open.returning} onClose={close} />}
      {open === 'adjust' && <AdjustDrawer memberId={member.id} onClose={close} />}
    </Page>
  )
}
