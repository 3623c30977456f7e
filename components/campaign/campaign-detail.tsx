'use client'

import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Dropdown } from 'antd'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { campaignSentence } from '@/server/engine/sentence/campaign'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { useTRPC } from '../trpc/client'
import type { CampaignDetail } from './answers'
import { ApprovalBlock } from './approval-block'
import { type CampaignActs, useCampaignActs } from './campaign-acts'
import styles from './campaign-detail.module.css'
import { CampaignHistory } from './campaign-history'
import { CampaignRuns, moves } from './campaign-runs'
import { CampaignStanding } from './campaign-standing'
import { EffectReport } from './effect-report'
import { EffectUses } from './effect-uses'
import { EndDrawer } from './end-drawer'
import { NextDates } from './next-dates'
import { useCampaignWording } from './use-campaign-wording'

const LOOK_AGAIN_MS = 1_000

/** One campaign: what it means, how it goes, what came of it, and everything that can be done with it. */
export function CampaignPage({ first }: { first: CampaignDetail }) {
  const t = useTranslations('campaign')
  const trpc = useTRPC()
  const path = useConsolePath()
  const router = useRouter()
  const { wording } = useCampaignWording()
  const acts = useCampaignActs(() => router.push(path('/campaigns')))
  const [ending, setEnding] = useState(false)
  const campaign = useQuery({
    ...trpc.campaign.get.queryOptions({ campaignId: first.id }),
    initialData: first,
    refetchInterval: (query) => (query.state.data?.runs.some(moves) ? LOOK_AGAIN_MS : false),
  }).data
  const launched = campaign.launchedAt !== null
  // Who came to decide keeps it in sight once it is decided: what stands below stays where it is.
  const [asked] = useState(first.phase === 'awaiting')
  return (
    <Page>
      <PageHeader
        title={campaign.name}
        back={{ href: path('/campaigns'), label: t('title') }}
        facts={
          <>
            <CampaignStanding phase={campaign.phase} />
            <span>{t(`kinds.${campaign.kind}.name`)}</span>
            {campaign.createdBy && <span>{t('detail.lines.createdBy', { name: campaign.createdBy })}</span>}
          </>
        }
        actions={<Acts campaign={campaign} acts={acts} onEnd={() => setEnding(true)} />}
      />
      <Standing campaign={campaign} />
      {(asked || campaign.phase === 'awaiting') && <ApprovalBlock campaign={campaign} acts={acts} />}
      <div className={styles.top}>
        <Section title={t('detail.means')}>
          <p className={styles.sentence} data-testid="campaign-sentence">
            {campaignSentence(campaign.terms, wording)}
          </p>
          {campaign.intro && <p className={styles.intro}>{campaign.intro}</p>}
          {campaign.phase !== 'ended' && <NextDates schedule={campaign.terms.schedule} />}
        </Section>
        <Section
          title={t('detail.use.title')}
          lead={campaign.terms.effects.some(({ limits }) => limits.total ?? limits.perDay) && t('detail.use.lead')}
        >
          <EffectUses campaign={campaign} />
          {campaign.couponsOut > 0 && <CouponsOut campaign={campaign} />}
        </Section>
      </div>
      {launched && <CampaignRuns campaign={campaign} />}
      <CampaignHistory campaign={campaign} />
      {/* It comes late, and moves nothing that stands below. */}
      {launched && <EffectReport campaignId={campaign.id} />}
      <EndDrawer campaign={ending ? campaign : undefined} onClose={() => setEnding(false)} />
    </Page>
  )
}

/** What its state means for who looks at it. */
function Standing({ campaign: { phase, state, remark, decidedBy, launchedAt } }: { campaign: CampaignDetail }) {
  const t = useTranslations('campaign.detail')
  if (phase === 'draft' && remark && launchedAt === null)
    return <Alert className={styles.note} type="warning" showIcon title={t('sentBack', { name: decidedBy ?? '', remark })} />
  if (phase === 'draft') return <Alert className={styles.note} type="info" showIcon title={t('isDraft')} />
  if (phase === 'paused') return <Alert className={styles.note} type="warning" showIcon title={t('isPaused')} />
  if (phase !== 'ended') return null
  const early = state === 'ended' && remark
  return <Alert className={styles.note} type="info" showIcon title={early ? t('endedEarly', { remark }) : t('isEnded')} />
}

function CouponsOut({ campaign }: { campaign: CampaignDetail }) {
  const t = useTranslations('campaign.detail.coupons')
  return (
    <section className={styles.out} aria-label={t('title')}>
      <h3 className={styles.head}>{t('title')}</h3>
      <p className={styles.lead}>
        {t('out', { count: campaign.couponsOut })} {campaign.phase !== 'ended' && t('what')}
      </p>
    </section>
  )
}

function Acts({ campaign, acts, onEnd }: { campaign: CampaignDetail; acts: CampaignActs; onEnd: () => void }) {
  const t = useTranslations('campaign.acts')
  const k = useTranslations('kit')
  const path = useConsolePath()
  const may = useMay('campaign:write')
  if (!may) return null
  const can = (step: CampaignDetail['steps'][number]) => campaign.steps.includes(step)
  const more = [
    ...(can('copy') ? [{ key: 'copy', label: t('copy'), onClick: () => void acts.copy(campaign) }] : []),
    ...(can('end') ? [{ key: 'end', label: t('end'), danger: true, onClick: onEnd }] : []),
    ...(can('delete') ? [{ key: 'delete', label: t('delete'), danger: true, onClick: () => void acts.remove(campaign) }] : []),
  ]
  return (
    <>
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more }}>
          <Button>{k('more')}</Button>
        </Dropdown>
      )}
      {can('edit') && (
        <Link href={path(`/campaigns/${campaign.id}/edit`)}>
          <Button tabIndex={-1}>{t('edit')}</Button>
        </Link>
      )}
      {can('withdraw') && (
        <Button disabled={acts.busy} onClick={() => void acts.withdraw(campaign)}>
          {t('withdraw')}
        </Button>
      )}
      {can('pause') && (
        <Button disabled={acts.busy} onClick={() => void acts.pause(campaign)}>
          {t('pause')}
        </Button>
      )}
      {can('resume') && (
        <Button type="primary" disabled={acts.busy} onClick={() => void acts.resume(campaign)}>
          {t('resume')}
        </Button>
      )}
      {can('launch') && (
        <Button type="primary" disabled={acts.busy} onClick={() => void acts.launch(campaign)}>
          {t(campaign.needsApproval ? 'submit' : 'launch')}
        </Button>
      )}
    </>
  )
}
