import type { ReactNode } from 'react'
import styles from './beside.module.css'

type Props = {
  /** An `aside`: what the form comes to. */
  aside: ReactNode
  /** Where it stands when there is no room beside the form. */
  narrow: 'above' | 'below'
  children: ReactNode
}

/**
 * A form, and beside it what it comes to. The page holds the two in the order in which a narrow screen shows them, so
 * that nothing moves down while the rest of the page arrives.
 */
export const Beside = ({ aside, narrow, children }: Props) => (
  <div className={styles.beside}>
    {narrow === 'above' && aside}
    <div className={styles.main}>{children}</div>
    {narrow === 'below' && aside}
  </div>
)
