'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import styles from './save-bar.module.css'

type Props = {
  /** Whether something changed; nothing is drawn otherwise. */
  shown: boolean
  /** Whether leaving would lose something; it would unless said otherwise. */
  touched?: boolean
  /** What there is to save is something new. */
  fresh?: boolean
  saving?: boolean
  onSave: () => void
  onDiscard: () => void
  note?: ReactNode
}

/** Stays at the bottom while there is something to save, and asks before the page is left with it. */
export function SaveBar({ shown, touched = shown, fresh, saving, onSave, onDiscard, note }: Props) {
  const t = useTranslations('kit')
  useEffect(() => {
    if (!touched) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [touched])
  if (!shown) return null
  return (
    <section className={styles.bar} aria-label={t(touched ? 'unsaved' : 'unsavedNew')}>
      <span className={styles.note}>{note ?? t(touched ? 'unsaved' : 'unsavedNew')}</span>
      <Button onClick={onDiscard} disabled={saving}>
        {t(fresh ? 'cancel' : 'discard')}
      </Button>
      <Button type="primary" onClick={onSave} loading={saving}>
        {t('save')}
      </Button>
    </section>
  )
}
