'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import styles from './save-bar.module.css'
import { useLeaveQuestion } from './use-leave-question'

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
  /** What else can be done with it, which is then the first thing to do; `save` says what saving alone is. */
  also?: { label: string; save: string; act: () => void } | undefined
}

/** Stays at the bottom while there is something to save, and asks before the page is left with it. */
export function SaveBar({ shown, touched = shown, fresh, saving, onSave, onDiscard, note, also }: Props) {
  const t = useTranslations('kit')
  useLeaveQuestion(touched)
  if (!shown) return null
  const unsaved = touched || fresh === true
  const state = t(touched ? 'unsaved' : fresh || !also ? 'unsavedNew' : 'saved')
  return (
    <section className={styles.bar} data-also={also !== undefined || undefined} aria-label={state}>
      <span className={styles.note}>{note ?? state}</span>
      {(unsaved || !also) && (
        <>
          <Button onClick={onDiscard} disabled={saving}>
            {t(fresh ? 'cancel' : 'discard')}
          </Button>
          <Button type={also ? 'default' : 'primary'} onClick={onSave} {...(also ? { disabled: saving } : { loading: saving })}>
            {also?.save ?? t('save')}
          </Button>
        </>
      )}
      {also && (
        <Button type="primary" onClick={also.act} loading={saving}>
          {also.label}
        </Button>
      )}
    </section>
  )
}
