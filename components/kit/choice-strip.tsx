'use client'

import type { ReactNode } from 'react'
import styles from './choice-strip.module.css'

type Props<V extends string> = {
  label: string
  value: V
  options: readonly { value: V; label: ReactNode; count?: number | undefined }[]
  onChange: (value: V) => void
}

/** A list by state, or the parts of a page: one row that scrolls by itself where it is too long. */
export const ChoiceStrip = <V extends string>({ label, value, options, onChange }: Props<V>) => (
  <nav className={styles.strip} aria-label={label}>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        className={styles.choice}
        aria-current={option.value === value ? 'true' : undefined}
        onClick={() => onChange(option.value)}
      >
        {option.label}
        {option.count !== undefined && <span className={styles.count}>{option.count}</span>}
      </button>
    ))}
  </nav>
)
