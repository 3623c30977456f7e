'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDates } from '../kit/dates'
import { Section } from '../kit/page'
import { ErrorState } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useTRPC } from '../trpc/client'
import styles from './member-goods.module.css'

/** Goods and chances that campaigns gave a member; nothing stands here for a member who was given none. */
export function MemberGoods({ memberId }: { memberId: string }) {
  const t = useTranslations('member.goods')
  const trpc = useTRPC()
  const dates = useDates()
  const given = useQuery(trpc.campaign.goodsOf.queryOptions({ memberId }))
  if (!given.error && !given.data?.length) return null
  return (
    <Section title={t('title')} lead={t('lead')}>
      {given.error ? (
        <ErrorState error={given.error} retry={() => void given.refetch()} />
      ) : (
        <ul className={styles.list}>
          {given.data?.map(({ id, kind, name, count, campaign, day, state }) => (
            <li key={id}>
              <span>
                {kind === 'chances' ? t('chances', { count }) : t('goods', { name, count })}
                <small>{t('from', { campaign, day: dates.day(day) })}</small>
              </span>
              <StatusDot tone={state === 'withdrawn' ? 'rest' : 'good'}>{t(`state.${state}`)}</StatusDot>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
