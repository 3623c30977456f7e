import type { ReactNode } from 'react'
import styles from './status-dot.module.css'

/** What a colour means, everywhere: good, at work, needs a look, bad, at rest. */
export type Tone = 'good' | 'working' | 'attention' | 'bad' | 'rest'

/** A status as a dot and a word. */
export const StatusDot = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={styles.status} data-tone={tone}>
    <span className={styles.dot} aria-hidden />
    {children}
  </span>
)
