'use client'

import { useTranslations } from 'next-intl'
import type { Wording } from '@/server/engine/sentence/wording'
import { Preview } from '../kit/preview'
import type { Shown } from './coupon-draft'
import styles from './coupon-preview.module.css'
import { CouponTicket } from './coupon-ticket'

type Props = {
  coupon: Shown
  wording: Wording
  /** What it says as a whole; nothing while a part is missing. */
  sentence: string | null
}

/** The coupon as the member sees it. */
export function CouponPreview({ coupon, wording, sentence }: Props) {
  const t = useTranslations('coupon.editor.preview')
  const said = sentence ?? t('unfinished')
  return (
    <Preview title={t('title')} gist={said}>
      <CouponTicket coupon={coupon} wording={wording} />
      <output className={styles.sentence} data-empty={sentence === null || undefined} data-testid="coupon-sentence">
        {said}
      </output>
    </Preview>
  )
}
