'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { couponSentence } from '@/server/engine/sentence/coupon'
import { ColorMark } from '../kit/color-mark'
import { useFigures } from '../kit/figures'
import { useConsolePath } from '../kit/rights'
import styles from './starter-cards.module.css'
import { type Starter, startedFrom, starters } from './starters'
import { useCouponWording } from './use-coupon-wording'

/** A new template as a starter has it, in the page's language and the merchant's money. */
export function useStarted() {
  const t = useTranslations('coupon.starters')
  const { digits } = useFigures()
  const unit = digits === 0 ? 100 : 10 ** digits
  return (starter: Starter | undefined) =>
    startedFrom(
      starter,
      starter
        ? { name: t(`${starter}.name`), note: t(`${starter}.note`), service: t('exchange.service') }
        : { name: '', note: '', service: '' },
      unit,
    )
}

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
