'use client'

import { useTranslations } from 'next-intl'
import type { Change } from '@/server/engine/sentence/changes'
import { StatusDot, type Tone } from '../kit/status-dot'
import styles from './change-list.module.css'

const tones: Record<Change['kind'], Tone> = { added: 'good', changed: 'working', removed: 'bad' }

/** What differs between two versions, in words: as it was, and as it will be. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('program.changes')
  return (
    <ul className={styles.list}>
      {changes.map((change) => (
        <li key={`${change.subject}:${change.kind}:${change.name}:${change.after ?? change.before}`}>
          <span className={styles.head}>
            <StatusDot tone={tones[change.kind]}>{t(change.kind)}</StatusDot>
            <strong>
              {t(`subject.${change.subject}`)} {change.subject === 'points' ? '' : change.name}
            </strong>
          </span>
          {change.before && (
            <span className={styles.before}>
              <b>{t('before')}</b> {change.before}
            </span>
          )}
          {change.after && (
            <span>
              <b>{t('after')}</b> {change.after}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
