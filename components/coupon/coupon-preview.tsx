'use client'

import { DownOutlined } from '@ant-design/icons'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Wording } from '@/server/engine/sentence/wording'
import type { Shown } from './coupon-draft'
import styles from './coupon-preview.module.css'
import { CouponTicket } from './coupon-ticket'

type Props = {
  coupon: Shown
  wording: Wording
  /** What it says as a whole; nothing while a part is missing. */
  sentence: string | null
}

/** The coupon as the member sees it, in sight beside the form; on a narrow screen behind a bar that stays at the top. */
export function CouponPreview({ coupon, wording, sentence }: Props) {
  const t = useTranslations('coupon.editor.preview')
  const body = useId()
  const [open, setOpen] = useState(false)
  return (
    <aside className={styles.preview} aria-label={t('title')} data-open={open || undefined}>
      <button type="button" className={styles.bar} aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
        <strong>{t('title')}</strong>
        <span className={styles.gist}>{sentence ?? t('unfinished')}</span>
        <DownOutlined aria-hidden />
      </button>
      <div className={styles.body} id={body}>
        <h2 className={styles.title}>{t('title')}</h2>
        <CouponTicket coupon={coupon} wording={wording} />
        <output className={styles.sentence} data-empty={sentence === null || undefined} data-testid="coupon-sentence">
          {sentence ?? t('unfinished')}
        </output>
      </div>
    </aside>
  )
}
