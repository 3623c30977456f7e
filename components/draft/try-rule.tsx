'use client'

import { useQuery } from '@tanstack/react-query'
import { Collapse } from 'antd'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Trigger } from '@/server/engine/vocabulary'
import { TryPanel } from '../program/try-panel'
import { useTRPC } from '../trpc/client'
import styles from './try-rule.module.css'

type Props<R> = {
  /** The rule as it is being written; nothing while it is not finished. */
  rule: R | null
  /** The draft with that rule in it. */
  within: (draft: ProgramDocument, rule: R) => ProgramDocument
}

/** Tries a rule before it is saved, among the others of the draft. Folded until somebody wants it. */
export function TryRule<R extends { spec: { trigger: Trigger; event?: string } }>({ rule, within }: Props<R>) {
  const t = useTranslations('program.rule')
  const [open, setOpen] = useState(false)
  return (
    <Collapse
      className={styles.tried}
      activeKey={open ? ['try'] : []}
      onChange={(keys) => setOpen(keys.length > 0)}
      items={[
        {
          key: 'try',
          label: t('try'),
          children: rule ? open && <Tried rule={rule} within={within} /> : <p className={styles.note}>{t('tryUnfinished')}</p>,
        },
      ]}
    />
  )
}

function Tried<R extends { spec: { trigger: Trigger; event?: string } }>({ rule, within }: Props<R> & { rule: R }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.program.get.queryOptions())
  const [put] = useState(() => within)
  const document = useMemo(() => (data && data.draft.ladders.length > 0 ? put(data.draft, rule) : undefined), [data, rule, put])
  const { trigger, event } = rule.spec
  return <TryPanel key={`${trigger} ${event ?? ''}`} document={document} trigger={trigger} event={event} begin="draft" />
}
