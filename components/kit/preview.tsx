'use client'

import { DownOutlined } from '@ant-design/icons'
import { type ReactNode, useId, useState } from 'react'
import styles from './preview.module.css'

type Props = {
  title: string
  /** What it says in one line, for when it is folded. */
  gist: string
  children: ReactNode
}

/** What a form makes, in sight beside it; on a narrow screen behind a bar that stays at the top. */
export function Preview({ title, gist, children }: Props) {
  const body = useId()
  const [open, setOpen] = useState(false)
  return (
    <aside className={styles.preview} aria-label={title} data-open={open || undefined}>
      <button type="button" className={styles.bar} aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
        <strong>{title}</strong>
        <span className={styles.gist}>{gist}</span>
        <DownOutlined aria-hidden />
      </button>
      <div className={styles.body} id={body}>
        <h2 className={styles.title}>{title}</h2>
        {children}
      </div>
    </aside>
  )
}
