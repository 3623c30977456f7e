import type { ReactNode } from 'react'
import styles from './form-part.module.css'

/** A short part of a form under its own heading. */
export const FormPart = ({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) => (
  <fieldset className={styles.part}>
    <legend>{title}</legend>
    {lead && <p>{lead}</p>}
    {children}
  </fieldset>
)
