'use client'

import { type ReactNode, useId } from 'react'
import styles from './filter-bar.module.css'

/** The filters of a list, in one row. */
export const FilterBar = ({ children }: { children: ReactNode }) => <search className={styles.bar}>{children}</search>

type DayProps = { label: string; value: string | undefined; onChange: (day: string | undefined) => void }

/** A date to filter by: the browser's own control, light and familiar. */
export function FilterDay({ label, value, onChange }: DayProps) {
  const id = useId()
  return (
    <span className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value ?? ''} onChange={(e) => onChange(e.target.value || undefined)} />
    </span>
  )
}
