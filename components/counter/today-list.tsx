'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import type { CheckOffLine } from '@/server/counter/read-today'
import { Reason } from '@/server/engine/member/profile'
import { Instant } from '../kit/dates'
import { Money } from '../kit/figures'
import { Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { EmptyState, ErrorState, TextSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './counter.module.css'

const UNDO_MS = 10 * 60_000
const Why = z.strictObject({ reason: Reason })

/** What was checked off at this store today, each to be taken back for ten minutes. */
export function TodayList({ storeId }: { storeId: string }) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const office = useMay('program:write')
  const today = useQuery(trpc.counter.today.queryOptions({ storeId }))
  const [undoing, setUndoing] = useState<CheckOffLine>()
  const body = () => {
    if (today.error) return <ErrorState error={today.error} retry={() => void today.refetch()} />
    if (!today.data) return <TextSkeleton rows={3} />
    if (today.data.lines.length === 0) return <EmptyState title={t('todayNone')} why={t('todayNoneWhy')} />
    const now = Date.parse(today.data.now)
    return (
      <ul className={styles.lines}>
        {today.data.lines.map((line) => (
          <li key={line.key} className={styles.line} data-undone={line.undone || undefined}>
            <div className={styles.words}>
              <strong>{line.name}</strong>
              <span className={styles.quiet}>
                {t(`kinds.${line.kind}`)} · <Instant at={line.at} />
                {line.who && ` · ${line.who}`}
              </span>
              {line.off !== null && (
                <span className={styles.quiet}>
                  {t('off')} <Money value={line.off} />
                </span>
              )}
              {line.undone && <span>{t('undone')}</span>}
            </div>
            {/* The server decides by its own clock; a line is read anew with every check-off. */}
            {line.kind !== 'redemption' && !line.undone && (line.mine || office) && now - Date.parse(line.at) < UNDO_MS && (
              <Button aria-label={t('undoOf', { name: line.name })} onClick={() => setUndoing(line)}>
                {t('undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <Section title={t('today')} lead={t('todayLead')}>
      {body()}
      <UndoDrawer line={undoing} onClose={() => setUndoing(undefined)} />
    </Section>
  )
}

function UndoDrawer({ line, onClose }: { line: CheckOffLine | undefined; onClose: () => void }) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const undo = useMutation(trpc.counter.undo.mutationOptions())
  const kind = line?.kind
  return (
    <Drawer
      open={line !== undefined}
      onClose={onClose}
      placement="bottom"
      size="auto"
      title={t('undoTitle', { name: line?.name ?? '' })}
      destroyOnHidden
    >
      {kind && kind !== 'redemption' && (
        <ZodForm
          schema={Why}
          initial={{}}
          submit={t('undoAct')}
          word="counter"
          onCancel={onClose}
          onSubmit={async ({ reason }) => {
            await undo.mutateAsync({ kind, id: line.id, reason })
            await queryClient.invalidateQueries({ queryKey: trpc.counter.pathKey() })
            onClose()
            done(t('undoDone'))
          }}
        >
          <Field name="reason" label={t('reason')}>
            <Input size="large" maxLength={200} autoComplete="off" />
          </Field>
        </ZodForm>
      )}
    </Drawer>
  )
}
