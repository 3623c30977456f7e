'use client'

import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { InvitationDraft } from '@/server/engine/team/team'
import { CopyText } from '../kit/copy-text'
import { useDates } from '../kit/dates'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { PlaceFields, placeDraft } from './place-fields'

type Props = { open: boolean; onClose: () => void; onInvited: () => unknown }

/** Makes a one-time link for a colleague, and shows it this once. */
export function InviteDrawer({ open, onClose, onInvited }: Props) {
  const t = useTranslations('team')
  const k = useTranslations('kit')
  const dates = useDates()
  const trpc = useTRPC()
  const invite = useMutation(trpc.team.invite.mutationOptions())
  const [made, setMade] = useState<{ email: string; link: string; until: string }>()
  const send = async (draft: InvitationDraft) => {
    const { token, expiresAt } = await invite.mutateAsync(draft)
    setMade({ email: draft.email, link: `${window.location.origin}/join/${token}`, until: dates.instant(expiresAt) })
    await onInvited()
  }
  const close = () => {
    setMade(undefined)
    onClose()
  }
  return (
    <Drawer title={t('inviteTitle')} open={open} onClose={close} destroyOnHidden size={440}>
      {made ? (
        <>
          <Alert type="success" showIcon title={t('linkTitle')} description={t('linkWhy', { email: made.email, until: made.until })} />
          <p />
          <CopyText text={made.link} block />
          <p />
          <Button onClick={close}>{k('close')}</Button>
        </>
      ) : (
        <ZodForm
          schema={InvitationDraft}
          word="team"
          initial={{ role: 'operator', storeIds: [] }}
          toDraft={placeDraft}
          submit={t('create')}
          onCancel={close}
          onSubmit={send}
        >
          <Field name="email" label={t('email')}>
            <Input type="email" autoComplete="off" />
          </Field>
          <PlaceFields />
        </ZodForm>
      )}
    </Drawer>
  )
}
