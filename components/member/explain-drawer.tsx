'use client'

import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { explain } from '@/server/engine/sentence/explain'
import type { EntryExplained } from '@/server/member/explain-entry'
import { useSurround } from '../draft/use-surround'
import { CopyText } from '../kit/copy-text'
import { useSentences } from '../kit/sentence'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import styles from './explain-drawer.module.css'

const PARAM = 'explain'

/** Which row is being explained: it stands in the address, so that it can be sent to somebody. */
export function useExplained() {
  const search = useSearchParams()
  const go = (id: string | null) => {
    const next = new URLSearchParams(search)
    if (id === null) next.delete(PARAM)
    else next.set(PARAM, id)
    const query = next.toString()
    window.history.pushState(null, '', query ? `?${query}` : window.location.pathname)
  }
  return { id: search.get(PARAM), open: (id: string) => go(id), close: () => go(null) }
}

/** The stored explanation of one row: a sentence to read out, and what stands behind it. */
export function ExplainDrawer() {
  const t = useTranslations('member.explain')
  const { id, close } = useExplained()
  return (
    <Drawer title={t('title')} open={id !== null} onClose={close} size={420} destroyOnHidden>
      {id !== null && <Explained id={id} />}
    </Drawer>
  )
}

function Explained({ id }: { id: string }) {
  const trpc = useTRPC()
  const entry = useQuery(trpc.member.explain.queryOptions({ id }))
  if (entry.error) return <ErrorState error={entry.error} retry={() => void entry.refetch()} saved="read" />
  if (!entry.data) return <TextSkeleton />
  return <Told entry={entry.data} />
}

function Told({ entry }: { entry: EntryExplained }) {
  const t = useTranslations('member.explain')
  const surround = useSurround()
  const { ofCode } = useSentences()
  const { sentence, details } = explain(entry.explanation, surround, ofCode)
  return (
    <>
      <p className={styles.sentence} data-testid="explanation">
        {sentence}
      </p>
      <CopyText text={sentence} shown={t('copy')} />
      {details.length > 0 && (
        <>
          <h3 className={styles.behind}>{t('behind')}</h3>
          <ul className={styles.details}>
            {details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.note}>{t('kept')}</p>
    </>
  )
}
