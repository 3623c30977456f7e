'use client'

import { useMutation } from '@tanstack/react-query'
import { Input } from 'antd'
import { useTranslations } from 'next-intl'
import { CustomEventDraft } from '@/server/engine/program/custom'
import type { DraftEvent } from '@/server/field/reads'
import { EditDrawer } from '../draft/edit-drawer'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { freeKey } from './free-key'

type Props = {
  events: readonly DraftEvent[]
  /** The event to change, `new` for one more, nothing while closed. */
  editing: string | undefined
  onClose: () => void
  onSaved: () => Promise<unknown>
}

/** Something of the merchant's own that members do: its name, and the name under which systems send it. */
export function EventDrawer({ events, editing, onClose, onSaved }: Props) {
  const t = useTranslations('field')
  const trpc = useTRPC()
  const create = useMutation(trpc.field.createEvent.mutationOptions())
  const update = useMutation(trpc.field.updateEvent.mutationOptions())
  const event = events.find((one) => one.id === editing)
  const held = event ? { key: event.key, name: event.name } : { key: freeKey('action', events), name: '' }
  const save = async (draft: CustomEventDraft) => {
    if (event) await update.mutateAsync({ eventId: event.id, revision: event.revision, name: draft.name })
    else await create.mutateAsync(draft)
    await onSaved()
  }
  return (
    <EditDrawer title={event ? t('editOf', { name: event.name }) : t('event.add')} open={editing !== undefined} onClose={onClose}>
      {({ touched, leave }) => (
        <ZodForm
          schema={CustomEventDraft}
          initial={held}
          toDraft={(values) => ({ ...held, ...values })}
          submit={t('save')}
          onSubmit={save}
          onCancel={leave}
          onValues={touched}
          word="field"
        >
          <Field name="name" label={t('name')} extra={t('event.nameHint')}>
            <Input maxLength={20} autoComplete="off" />
          </Field>
          <Field name="key" label={t('key')} extra={t(event ? 'keyFixed' : 'keyHint')}>
            <Input maxLength={40} autoComplete="off" disabled={event !== undefined} />
          </Field>
        </ZodForm>
      )}
    </EditDrawer>
  )
}
