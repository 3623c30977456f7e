'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { couponSentence } from '@/server/engine/sentence/coupon'
import { starters } from '../draft/coupon-starters'
import { useCouponWording } from '../draft/use-coupon-wording'
import { useStarted } from '../draft/use-started-coupon'
import { ColorMark } from '../kit/color-mark'
import { useConsolePath } from '../kit/rights'
import styles from './starter-cards.module.css'

/** Coupons to begin with, each as the sentence that it makes. */
export function StarterCards() {
  const t = useTranslations('coupon.starters')
  const path = useConsolePath()
  const { wording } = useCouponWording()
  const started = useStarted()
  return (
    <section aria-label={t('title')}>
      <h2 className={styles.title}>{t('title')}</h2>
      <ul className={styles.cards}>
        {starters.map((starter) => {
          const { name, color, terms } = started(starter)
          return (
            <li key={starter}>
              <Link href={path(`/coupons/new?from=${starter}`)} className={styles.card}>
                <ColorMark color={color}>{name}</ColorMark>
                <span className={styles.sentence}>{couponSentence(terms, wording)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
