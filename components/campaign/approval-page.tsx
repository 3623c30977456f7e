'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Switch } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './approval-page.module.css'

/** What a second person has to agree to. */
export function ApprovalPage() {
  const t = useTranslations('campaign.setting')
  const trpc = useTRPC()
  const path = useConsolePath()
  const queryClient = useQueryClient()
  const mayChange = useMay('tenant:write')
  const { refused, done } = useRefusal()
  const label = useId()
  const approval = useQuery(trpc.campaign.approval.queryOptions())
  // Whoever is alone cannot ask for a second person; what was asked for before can be taken back.
  const alone = approval.data !== undefined && !approval.data.approves && approval.data.people < 2
  const set = useMutation(trpc.campaign.setApproval.mutationOptions())
  const change = async (approves: boolean) => {
    try {
      await set.mutateAsync({ approves })
      done(t(approves ? 'on' : 'off'))
    } catch (error) {
      refused(error)
    }
    await queryClient.invalidateQueries(trpc.campaign.pathFilter())
  }
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section>
        {approval.error ? (
          <ErrorState error={approval.error} retry={() => void approval.refetch()} />
        ) : approval.data ? (
          <div className={styles.row}>
            <div>
              <span id={label} className={styles.label}>
                {t('campaigns')}
              </span>
              <p className={styles.what}>{t('what')}</p>
              {!mayChange && <p className={styles.what}>{t('ownerOnly')}</p>}
              {mayChange && alone && (
                <p className={styles.what}>
                  {t('alone')} <Link href={path('/settings/team')}>{t('invite')}</Link>
                </p>
              )}
            </div>
            <Switch
              aria-labelledby={label}
              checked={approval.data.approves}
              disabled={!mayChange || alone}
              loading={set.isPending}
              onChange={(approves) => void change(approves)}
            />
          </div>
        ) : (
          <FormSkeleton fields={1} />
        )}
      </Section>
    </Page>
  )
}
