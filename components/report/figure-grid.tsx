import type { ReactNode } from 'react'
import styles from './figure-grid.module.css'

/** Figures with their names, lined up. */
export const FigureGrid = ({ figures }: { figures: readonly { label: string; value: ReactNode }[] }) => (
  <dl className={styles.grid}>
    {figures.map(({ label, value }) => (
      <div key={label} className={styles.cell}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
