'use client'

import { useQuery } from '@tanstack/react-query'
import { Drawer, Timeline } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Instant } from '../kit/dates'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import type { CouponLine } from './answers'
import styles from './coupon-detail.module.css'

type Told = Pick<CouponLine, 'id' | 'number'>

/** How one coupon came to where it is: each step with when, where, who and why. */
export function StepsDrawer({ coupon, onClose }: { coupon: Told | undefined; onClose: () => void }) {
  const t = useTranslations('coupon.steps')
  // While the drawer closes it still says which coupon it was about.
  const [told, setTold] = useState(coupon)
  if (coupon && coupon !== told) setTold(coupon)
  return (
    <Drawer
      title={told ? t('title', { number: told.number }) : ''}
      open={coupon !== undefined}
      onClose={onClose}
      destroyOnHidden
      size={440}
    >
      {coupon && <Steps couponId={coupon.id} />}
    </Drawer>
  )
}

function Steps({ couponId }: { couponId: string }) {
  const t = useTranslations('coupon.steps')
  const trpc = useTRPC()
  const steps = useQuery(trpc.coupon.steps.queryOptions({ couponId }, { staleTime: 0 }))
  if (steps.error) return <ErrorState error={steps.error} retry={steps.refetch} />
  if (!steps.data) return <TextSkeleton rows={4} />
  return (
    <Timeline
      items={steps.data.map((step, i) => ({
        key: `${step.at} ${i}`,
        content: (
          <div className={styles.used}>
            <span>{t(`why.${step.why}`)}</span>
            <span className={styles.quiet}>
              <Instant at={step.at} />
            </span>
            {[step.store, step.by, step.reason].filter(Boolean).length > 0 && (
              <span className={styles.quiet}>{[step.store, step.by, step.reason].filter(Boolean).join(' · ')}</span>
            )}
          </div>
        ),
      }))}
    />
  )
}
