'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { MemberCampaigns } from '@/server/campaign/list-campaigns-of-member'
import { useDates } from '../kit/dates'
import { Section } from '../kit/page'
import { useSentences } from '../kit/sentence'
import { ErrorState } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './counter.module.css'

type Props = { storeId: string; memberId: string }
type Found = { data: MemberCampaigns | undefined; error: unknown; refetch: () => unknown }

/** What campaigns have for a member to ask for, each with its button or why not; and how the row of check-ins stands. */
export function Claimable({ storeId, memberId, found }: Props & { found: Found }) {
  const t = useTranslations('counter.campaigns')
  const dates = useDates()
  if (found.error)
    return (
      <Section title={t('title')}>
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      </Section>
    )
  const { claimable = [], checkIns = [] } = found.data ?? {}
  return (
    <>
      {claimable.length > 0 && (
        <Section title={t('title')}>
          <ul className={styles.items}>
            {claimable.map((one) => (
              <ClaimItem key={one.id} {...one} storeId={storeId} memberId={memberId} />
            ))}
          </ul>
        </Section>
      )}
      {checkIns.length > 0 && (
        <Section title={t('checkIns')}>
          <ul className={styles.items}>
            {checkIns.map(({ id, name, days, checkedIn, rewards }) => (
              <li key={id} className={styles.item}>
                <div className={styles.words}>
                  <strong>{name}</strong>
                  <span>{t(checkedIn ? 'daysToday' : 'days', { days })}</span>
                  {rewards.map(({ day, gives, reached, on }) => (
                    <span key={day} className={styles.quiet}>
                      {reached || on === null ? t('reached', { day, gives }) : t('ahead', { day, gives, on: dates.day(on) })}
                    </span>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

type ItemProps = Props & { id: string; name: string; sentence: string; until: string | null; why: string | null }

function ClaimItem({ id, name, sentence, until, why, storeId, memberId }: ItemProps) {
  const t = useTranslations('counter.campaigns')
  const trpc = useTRPC()
  const dates = useDates()
  const queryClient = useQueryClient()
  const { ofCode } = useSentences()
  const { refused, done } = useRefusal()
  // One key for one press: sent twice, it is one claim.
  const [requestKey, setRequestKey] = useState(() => crypto.randomUUID())
  const claim = useMutation(trpc.campaign.claim.mutationOptions())
  const press = async () => {
    try {
      const { coupons, goods } = await claim.mutateAsync({ memberId, campaignId: id, storeId, requestKey })
      setRequestKey(crypto.randomUUID())
      done(
        t('claimed', {
          what: [
            ...coupons.map(({ template }) => template),
            ...goods.map(({ kind, name: what, count }) =>
              kind === 'chances' ? t('chances', { count }) : t('goods', { name: what, count }),
            ),
          ].join(t('and')),
        }),
      )
    } catch (error) {
      refused(error)
    }
    await Promise.all([
      queryClient.invalidateQueries(trpc.campaign.ofMember.queryFilter()),
      queryClient.invalidateQueries({ queryKey: trpc.counter.pathKey() }),
    ])
  }
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <strong>{name}</strong>
        <span>{sentence}</span>
        {until !== null && <span className={styles.quiet}>{t('until', { day: dates.day(until) })}</span>}
        {why && <span className={styles.why}>{ofCode(why)}</span>}
      </div>
      {!why && (
        <Button size="large" type="primary" aria-label={`${t('claim')} ${name}`} loading={claim.isPending} onClick={() => void press()}>
          {t('claim')}
        </Button>
      )}
    </li>
  )
}
