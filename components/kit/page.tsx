'use client'

import { LeftOutlined } from '@ant-design/icons'
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './page.module.css'

/** A page's content. `narrow` for forms and text, `wide` for the rest. */
export const Page = ({ width = 'wide', children }: { width?: 'narrow' | 'wide'; children: ReactNode }) => (
  <div className={`${styles.page} ${styles[width]}`}>{children}</div>
)

type HeaderProps = {
  title: ReactNode
  /** One sentence on what this is. */
  lead?: ReactNode
  /** Primary action at the right, last. */
  actions?: ReactNode
  back?: { href: string; label: string }
  /** The few facts that matter, under the title. */
  facts?: ReactNode
}

export const PageHeader = ({ title, lead, actions, back, facts }: HeaderProps) => (
  <header className={styles.header}>
    {back && (
      <Link href={back.href} className={styles.back}>
        <LeftOutlined aria-hidden /> {back.label}
      </Link>
    )}
    <div className={styles.row}>
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {facts && <div className={styles.facts}>{facts}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  </header>
)

type SectionProps = { title?: ReactNode; lead?: ReactNode; actions?: ReactNode; children: ReactNode; id?: string; flush?: boolean }

/** A bordered part of a page with its own heading. `flush` for a table that reaches the border. */
export const Section = ({ title, lead, actions, children, id, flush }: SectionProps) => (
  <section className={styles.section} id={id} data-flush={flush || undefined}>
    {(title || actions) && (
      <div className={styles.sectionHead}>
        <div>
          {title && <h2 className={styles.sectionTitle}>{title}</h2>}
          {lead && <p className={styles.sectionLead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    )}
    {children}
  </section>
)
