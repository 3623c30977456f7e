'use client'

import { useTranslations } from 'next-intl'
import { Instant } from '../kit/dates'
import { useFigures } from '../kit/figures'
import type { CouponLine } from './answers'
import styles from './coupon-detail.module.css'

/** When, where and for which order a coupon was used, and what it took off. */
export function UsedWhere({ coupon: { usedAt, usedStore, usedOrder, off } }: { coupon: CouponLine }) {
  const t = useTranslations('coupon.issued')
  const { money } = useFigures()
  return (
    <div className={styles.used}>
      <span>
        <Instant at={usedAt} />
      </span>
      <span className={styles.quiet}>
        {[
          usedStore,
          usedOrder ? t('order', { number: usedOrder.number }) : t('atCounter'),
          off !== null && t('off', { amount: money(off) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  )
}
