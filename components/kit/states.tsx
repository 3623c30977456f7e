'use client'

import { Button, Skeleton } from 'antd'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyText } from './copy-text'
import { failureOf } from './refusal-shape'
import { useSentences } from './sentence'
import styles from './states.module.css'

type EmptyProps = {
  title: ReactNode
  /** Why it is empty, and what will stand here. */
  why: ReactNode
  /** A template and a create, primary one first. */
  actions?: ReactNode
}

/** Nothing here yet: says why and offers the way in. */
export const EmptyState = ({ title, why, actions }: EmptyProps) => (
  <div className={styles.state}>
    <RungsMark />
    <p className={styles.title}>{title}</p>
    <p className={styles.why}>{why}</p>
    {actions && <div className={styles.actions}>{actions}</div>}
  </div>
)

/** The filters leave nothing over: a different state from having nothing. */
export function FilteredEmpty({ onClear }: { onClear: () => void }) {
  const t = useTranslations('kit')
  return <EmptyState title={t('filteredTitle')} why={t('filteredWhy')} actions={<Button onClick={onClear}>{t('clearFilters')}</Button>} />
}

type ErrorProps = {
  error: unknown
  retry?: () => void
  /** Whether something was being saved: `no` it was not saved, `read` nothing was being saved. */
  saved?: 'no' | 'read'
}

/** What happened, whether data was saved, what to do next, and the number that support asks for. */
export function ErrorState({ error, retry, saved = 'read' }: ErrorProps) {
  const t = useTranslations('kit')
  const { ofError } = useSentences()
  const { requestId } = failureOf(error)
  return (
    <div className={styles.state} role="alert">
      <p className={styles.title}>{ofError(error)}</p>
      <p className={styles.why}>{t(saved === 'no' ? 'notSaved' : 'nothingChanged')}</p>
      {retry && (
        <div className={styles.actions}>
          <Button onClick={retry}>{t('retry')}</Button>
        </div>
      )}
      {requestId && (
        <p className={styles.request}>
          {t('requestNumber')} <CopyText text={requestId} />
        </p>
      )}
    </div>
  )
}

/** Four rungs, the lowest filled: something to climb. */
const RungsMark = () => (
  <svg className={styles.mark} viewBox="0 0 64 64" aria-hidden="true">
    <rect x="14" y="46" width="36" height="6" rx="3" data-on />
    <rect x="14" y="34" width="28" height="6" rx="3" />
    <rect x="14" y="22" width="20" height="6" rx="3" />
    <rect x="14" y="10" width="12" height="6" rx="3" />
  </svg>
)

/** In the shape of a table that comes. */
export const TableSkeleton = ({ rows = 8, columns = 4 }: { rows?: number; columns?: number }) => (
  <div className={styles.table} aria-busy>
    {Array.from({ length: rows + 1 }, (_, row) => row).map((row) => (
      <div key={row} className={styles.line} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
        {Array.from({ length: columns }, (_, column) => column).map((column) => (
          <span key={column} className={styles.bone} data-first={column === 0 || undefined} />
        ))}
      </div>
    ))}
  </div>
)

/** In the shape of a form that comes. */
export const FormSkeleton = ({ fields = 4 }: { fields?: number }) => (
  <div className={styles.form} aria-busy>
    {Array.from({ length: fields }, (_, field) => field).map((field) => (
      <div key={field}>
        <span className={styles.bone} data-label />
        <span className={styles.bone} data-input />
      </div>
    ))}
  </div>
)

/** In the shape of text that comes. */
export const TextSkeleton = ({ rows = 3 }: { rows?: number }) => <Skeleton active title={false} paragraph={{ rows }} />
