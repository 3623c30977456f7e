'use client'

import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import type { Threshold } from '@/server/engine/checkout/scope'
import { foldText, scopeTexts } from '@/server/engine/sentence/checkout'
import { couponValidityText } from '@/server/engine/sentence/coupon'
import type { Wording } from '@/server/engine/sentence/wording'
import { inkOn } from '../kit/theme/contrast'
import type { Shown } from './coupon-draft'
import styles from './coupon-ticket.module.css'

type Props = {
  coupon: Shown
  wording: Wording
  /** When one that a member has can be used, which says more than how many days. */
  dates?: string
}

/** A coupon as the member sees it. */
export function CouponTicket({ coupon, wording, dates }: Props) {
  const t = useTranslations('coupon.ticket')
  const { name, note, color, validity } = coupon
  const ground = /^#[0-9a-f]{6}$/i.test(color) ? color : '#5b6b67'
  const { big, below } = useWorth(coupon, wording)
  const where = scopeTexts(coupon.scope, wording)
  return (
    <div className={styles.ticket} style={{ '--ground': ground, '--ink': inkOn(ground) } as CSSProperties}>
      <div className={styles.worth}>
        <strong data-long={big.length > 5 || undefined} data-testid="ticket-worth">
          {big}
        </strong>
        {below.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
      <div className={styles.words}>
        <p className={styles.name} data-empty={name.trim() === '' || undefined}>
          {name.trim() || t('unnamed')}
        </p>
        <p className={styles.when}>{dates ?? (validity ? couponValidityText(validity, wording) : t('noDates'))}</p>
        {where.map((line) => (
          <p key={line} className={styles.scope}>
            {line}
          </p>
        ))}
        {note.trim() !== '' && <p className={styles.note}>{note}</p>}
      </div>
    </div>
  )
}

/** What a coupon is worth in as few letters as there are, and from what amount on. */
function useWorth({ value, worth, thresholds }: Shown, w: Wording): { big: string; below: string[] } {
  const t = useTranslations('coupon.ticket')
  const from = thresholds.map((threshold) => fromText(threshold, w, t))
  const cap = value && 'cap' in value && value.cap !== undefined ? [t('cap', { amount: w.money(value.cap) })] : []
  const plain = from.length === 0 && (value?.kind === 'fixed' || value?.kind === 'percent') ? [t('plain')] : []
  const below = [...from, ...plain, ...cap]
  switch (value?.kind) {
    case 'fixed':
      return { big: w.money(value.off), below }
    case 'percent':
      // Only Chinese says what is left to pay: 8.5 折.
      return {
        big:
          value.offBps === 10_000
            ? t('free')
            : t('percent', { rate: w.language === 'zh' ? foldText(value.offBps) : String(value.offBps / 100) }),
        below,
      }
    case 'exchange': {
      const what = value.service ?? [...(value.categories ?? []), ...(value.skus ?? [])].slice(0, 2).join(' · ')
      return { big: t('exchange'), below: [...from, t('items', { what, count: value.quantity })] }
    }
    case 'free_shipping':
      return { big: t('shipping'), below: [...from, ...cap] }
    default:
      return { big: worth === 'exchange' ? t('exchange') : '—', below: [] }
  }
}

function fromText({ least, most }: Threshold, w: Wording, t: ReturnType<typeof useTranslations<'coupon.ticket'>>): string {
  if (least !== undefined && most !== undefined) return t('between', { least: w.money(least), most: w.money(most) })
  return least !== undefined ? t('from', { amount: w.money(least) }) : t('upTo', { amount: w.money(most ?? 0) })
}
