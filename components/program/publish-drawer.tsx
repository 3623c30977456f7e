'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Drawer, Form, Input, Radio } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Change } from '@/server/engine/sentence/changes'
import { useDates } from '../kit/dates'
import { useConsolePath, useMay } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import { useTRPC } from '../trpc/client'
import { ChangeList } from './change-list'
import styles from './publish-drawer.module.css'

type Props = {
  open: boolean
  onClose: () => void
  /** What members will notice; nothing at the first version, which is all new. */
  changes: readonly Change[] | null
  /** Rules that are switched off and stay behind. */
  switchedOff: number
}

/** Shows what changes, asks from when it holds, and freezes the draft as the next version. */
export function PublishDrawer({ open, onClose, changes, switchedOff }: Props) {
  const t = useTranslations('program.publish')
  const path = useConsolePath()
  const mayWrite = useMay('campaign:write')
  const dates = useDates()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { ofError } = useSentences()
  const noteId = useId()
  const [when, setWhen] = useState<'soon' | 'day'>('soon')
  const [day, setDay] = useState('')
  const [note, setNote] = useState('')
  const publish = useMutation(trpc.program.publish.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }))
  const send = () => publish.mutate({ note, effectiveFrom: when === 'day' && day ? day : undefined })
  const close = () => {
    publish.reset()
    setNote('')
    setWhen('soon')
    onClose()
  }
  const made = publish.data
  return (
    <Drawer title={t('title')} open={open} onClose={close} size={520} destroyOnHidden>
      {made ? (
        <div className={styles.done}>
          <Alert
            type="success"
            showIcon
            title={t('done', { number: made.number })}
            description={t('doneWhy', { when: dates.instant(made.effectiveFrom), zone: dates.zoneName })}
          />
          <div className={styles.buttons}>
            <Link href={path('/program/try')}>
              <Button type="primary">{t('tryIt')}</Button>
            </Link>
            {mayWrite && (
              <Link href={path('/campaigns')}>
                <Button>{t('toCampaigns')}</Button>
              </Link>
            )}
            <Link href={path('/program/versions')}>
              <Button>{t('versions')}</Button>
            </Link>
          </div>
        </div>
      ) : (
        <Form layout="vertical" requiredMark={false} onFinish={send} className={styles.form}>
          {publish.error && <Alert type="error" showIcon title={ofError(publish.error)} />}
          {changes === null ? (
            <p className={styles.first}>{t('first')}</p>
          ) : (
            <section aria-label={t('changes')}>
              <h3 className={styles.heading}>{t('changes')}</h3>
              <ChangeList changes={changes} />
            </section>
          )}
          {switchedOff > 0 && <p className={styles.first}>{t('switchedOff', { count: switchedOff })}</p>}
          <Form.Item label={t('when')} className={styles.item}>
            <Radio.Group
              className={styles.stack}
              value={when}
              onChange={(event) => setWhen(event.target.value as 'soon' | 'day')}
              options={[
                { value: 'soon', label: t('soon') },
                { value: 'day', label: t('onDay', { zone: dates.zoneName }) },
              ]}
            />
          </Form.Item>
          {when === 'day' && <DatePicker aria-label={t('day')} onChange={(_, text) => setDay(typeof text === 'string' ? text : '')} />}
          <Form.Item label={t('note')} htmlFor={noteId} className={styles.item}>
            <Input id={noteId} value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} placeholder={t('noteHint')} />
          </Form.Item>
          <div className={styles.buttons}>
            <Button type="primary" htmlType="submit" loading={publish.isPending} disabled={when === 'day' && !day}>
              {t('publish')}
            </Button>
            <Button onClick={close}>{t('cancel')}</Button>
          </div>
        </Form>
      )}
    </Drawer>
  )
}
