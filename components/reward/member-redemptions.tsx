'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RedemptionLine } from '@/server/reward/list-redemptions'
import { Instant } from '../kit/dates'
import { useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { ErrorState, TextSkeleton } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useTRPC } from '../trpc/client'
import { firstRedemptions } from './first-redemptions'
import styles from './member-redemptions.module.css'
import { RedeemDrawer } from './redeem-drawer'
import { RedemptionDrawer } from './redemption-drawer'
import { redemptionTones } from './redemption-tones'

/** What one member exchanged points for, the newest first. `open` says whether anything more may be given to them. */
export function MemberRedemptions({ memberId, code, open }: { memberId: string; code: string; open: boolean }) {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const path = useConsolePath()
  const { count } = useFigures()
  const mayRedeem = useMay('redemption:write')
  const [redeeming, setRedeeming] = useState(false)
  const [looking, setLooking] = useState<RedemptionLine>()
  const redemptions = useQuery(trpc.reward.redemptions.queryOptions({ memberId, ...firstRedemptions }))
  const { data } = redemptions
  return (
    <Section
      title={t('ofMember.title')}
      actions={
        mayRedeem &&
        open && (
          <Button size="small" onClick={() => setRedeeming(true)}>
            {t('ofMember.redeem')}
          </Button>
        )
      }
    >
      {redemptions.error && <ErrorState error={redemptions.error} retry={() => void redemptions.refetch()} />}
      {!redemptions.error && !data && <TextSkeleton rows={2} />}
      {data?.rows.length === 0 && <p className={styles.none}>{t('ofMember.none')}</p>}
      {data && data.rows.length > 0 && (
        <ul className={styles.list}>
          {data.rows.map((line) => (
            <li key={line.id}>
              <Button type="link" className={styles.open} onClick={() => setLooking(line)}>
                {line.reward} {t('redemptions.times', { n: count(line.quantity) })}
              </Button>
              <StatusDot tone={redemptionTones[line.state]}>{t(`states.${line.state}`)}</StatusDot>
              <span className={styles.when}>
                <Instant at={line.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {data && data.total > firstRedemptions.pageSize && (
        <Link href={path(`/rewards/redemptions?q=${encodeURIComponent(code)}`)}>{t('ofMember.all', { count: data.total })}</Link>
      )}
      {redeeming && <RedeemDrawer memberId={memberId} onClose={() => setRedeeming(false)} />}
      {looking && <RedemptionDrawer redemptionId={looking.id} number={looking.number} onClose={() => setLooking(undefined)} />}
    </Section>
  )
}
