'use client'

import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Drawer, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { KeyDraft, keyScopeWords } from '@/server/engine/key/key'
import { CopyText } from '../kit/copy-text'
import { useSetting } from '../kit/figures'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './key-drawer.module.css'

/** A call that works as it stands, once the member's code is a real one. */
function curlFor(key: string, currency: string): string {
  const at = new Date()
  const event = {
    type: 'order.paid',
    event_id: `try-${at.getTime()}`,
    member: 'M0001',
    occurred_at: at.toISOString(),
    currency,
    order_no: `TRY-${at.getTime()}`,
    amount: 8800,
  }
  return [
    `curl -X POST ${window.location.origin}/api/v1/events`,
    `-H 'Authorization: Bearer ${key}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify({ events: [event] })}'`,
  ].join(' \\\n  ')
}

type Props = { open: boolean; onClose: () => void; onMade: () => unknown }

/** Makes a key and shows it this once, with a call to try it. */
export function KeyDrawer({ open, onClose, onMade }: Props) {
  const t = useTranslations('key')
  const trpc = useTRPC()
  const { currency } = useSetting()
  const create = useMutation(trpc.key.create.mutationOptions({ gcTime: 0 }))
  const [made, setMade] = useState<{ key: string; sends: boolean }>()
  const send = async (draft: KeyDraft) => {
    const { key } = await create.mutateAsync(draft)
    setMade({ key, sends: draft.scopes.includes('events:write') })
    create.reset()
    await onMade()
  }
  const close = () => {
    setMade(undefined)
    onClose()
  }
  return (
    <Drawer title={t('createTitle')} open={open} onClose={close} destroyOnHidden size={520} mask={{ closable: !made }}>
      {made ? (
        <div className={styles.made}>
          <Alert type="success" showIcon title={t('shownTitle')} description={t('shownWhy')} />
          <CopyText text={made.key} block />
          {made.sends && (
            <>
              <h3 className={styles.try}>{t('tryTitle')}</h3>
              <p>{t('tryWhy')}</p>
              <CopyText text={curlFor(made.key, currency)} block />
            </>
          )}
          <Button type="primary" onClick={close}>
            {t('done')}
          </Button>
        </div>
      ) : (
        <ZodForm
          schema={KeyDraft}
          word="key"
          initial={{ scopes: ['events:write'] }}
          submit={t('createAct')}
          onCancel={close}
          onSubmit={send}
        >
          <Field name="name" label={t('name')} extra={t('nameHint')}>
            <Input autoComplete="off" />
          </Field>
          <Field name="scopes" label={t('scopes')}>
            <Checkbox.Group options={keyScopeWords.map((value) => ({ value, label: t(`scopeNames.${value}`) }))} />
          </Field>
        </ZodForm>
      )}
    </Drawer>
  )
}
