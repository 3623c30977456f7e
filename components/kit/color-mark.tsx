import type { CSSProperties, ReactNode } from 'react'
import styles from './color-mark.module.css'

/** A name beside a mark in a colour that the merchant chose. The colour only decorates: the name says it. */
export const ColorMark = ({ color, children }: { color: string; children: ReactNode }) => (
  <span className={styles.mark} style={{ '--mark': color } as CSSProperties}>
    <span className={styles.dot} aria-hidden />
    <span className={styles.name}>{children}</span>
  </span>
)
