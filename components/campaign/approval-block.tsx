'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { EditDrawer } from '../draft/edit-drawer'
import { useDates } from '../kit/dates'
import { Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { CampaignDetail } from './answers'
import { ApprovalForecast, useForecastNow } from './approval-forecast'
import type { CampaignActs } from './campaign-acts'
import { campaignChanges } from './campaign-changes'
import styles from './campaign-detail.module.css'
import { useCampaignWording } from './use-campaign-wording'

/** A campaign that waits for a second person: who sent it, what it is expected to come to, and what is new about it. */
export function ApprovalBlock({ campaign, acts }: { campaign: CampaignDetail; acts: CampaignActs }) {
  const t = useTranslations('campaign')
  const dates = useDates()
  const mayApprove = useMay('campaign:approve')
  const [sendingBack, setSendingBack] = useState(false)
  const { submittedBy, submittedAt, steps } = campaign
  const now = useForecastNow(campaign)
  const may = steps.includes('approve')
  const waits = campaign.phase === 'awaiting'
  return (
    <Section title={t(waits ? 'approval.title' : 'approval.over')}>
      {submittedBy && submittedAt && (
        <p className={styles.lead}>{t('approval.by', { name: submittedBy, when: dates.instant(submittedAt) })}</p>
      )}
      <ApprovalForecast campaign={campaign} now={now} />
      <Changes campaign={campaign} />
      {!waits ? (
        <div className={styles.buttons}>{t(campaign.phase === 'draft' ? 'approval.back' : 'approval.done')}</div>
      ) : may ? (
        <div className={styles.buttons}>
          <Button type="primary" disabled={acts.busy || now.awaited} onClick={() => void acts.approve(campaign)}>
            {t('acts.approve')}
          </Button>
          <Button onClick={() => setSendingBack(true)}>{t('acts.sendBack')}</Button>
        </div>
      ) : (
        <p className={styles.why}>{t(mayApprove ? 'approval.own' : 'approval.cannot')}</p>
      )}
      <SendBackDrawer campaign={campaign} open={sendingBack} onClose={() => setSendingBack(false)} />
    </Section>
  )
}

/** What is new about it, in words. */
function Changes({ campaign }: { campaign: CampaignDetail }) {
  const t = useTranslations('campaign.approval')
  const { wording } = useCampaignWording()
  if (!campaign.before) return <p className={styles.lead}>{t('first')}</p>
  const changes = campaignChanges(campaign.before, campaign, wording)
  return (
    <section aria-label={t('changes')}>
      <h3 className={styles.head}>{t('changes')}</h3>
      {changes.length === 0 ? (
        <p className={styles.lead}>{t('same')}</p>
      ) : (
        <ul className={styles.changes}>
          {changes.map(({ what, before, after }) => (
            <li key={`${what} ${before} ${after}`}>
              {before !== null && (
                <span className={styles.was}>
                  <b>{t('was')}</b> {before}
                </span>
              )}
              {after !== null && (
                <span>
                  <b>{t('now')}</b> {after}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const Return = z.strictObject({ remark: z.string().trim().min(1).max(200) })

function SendBackDrawer({ campaign, open, onClose }: { campaign: CampaignDetail; open: boolean; onClose: () => void }) {
  const t = useTranslations('campaign')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const sendBack = useMutation(trpc.campaign.sendBack.mutationOptions())
  return (
    <EditDrawer title={t('approval.sendBackTitle', { name: campaign.name })} open={open} onClose={onClose}>
      {({ touched, leave }) => (
        <ZodForm
          schema={Return}
          initial={{}}
          submit={t('acts.sendBack')}
          onCancel={leave}
          onValues={touched}
          word="campaign"
          onSubmit={async ({ remark }) => {
            await sendBack.mutateAsync({ campaignId: campaign.id, revision: campaign.revision, remark })
            await queryClient.invalidateQueries(trpc.campaign.pathFilter())
            onClose()
            done(t('acts.done.sentBack', { name: campaign.name }))
          }}
        >
          <Field name="remark" label={t('approval.remark')} extra={t('approval.remarkWhy')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
          </Field>
        </ZodForm>
      )}
    </EditDrawer>
  )
}
