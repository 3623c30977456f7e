'use client'

import { useMutation } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { CustomFieldDraft } from '@/server/engine/program/custom'
import type { DraftField } from '@/server/field/reads'
import { EditDrawer } from '../draft/edit-drawer'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { freeKey } from './free-key'

type Props = {
  subject: DraftField['subject']
  fields: readonly DraftField[]
  /** The field to change, `new` for one more, nothing while closed. */
  editing: string | undefined
  onClose: () => void
  onSaved: () => Promise<unknown>
}

/** A field of the merchant's own: its name, what it holds, and the name under which systems send it. */
export function FieldDrawer({ editing, onClose, ...rest }: Props) {
  const t = useTranslations('field')
  const field = rest.fields.find((one) => one.id === editing)
  return (
    <EditDrawer
      title={field ? t('editOf', { name: field.label }) : t(`${rest.subject}.add`)}
      open={editing !== undefined}
      onClose={onClose}
    >
      {({ touched, leave }) => <FieldForm {...rest} field={field} onTouched={touched} onCancel={leave} />}
    </EditDrawer>
  )
}

type FormProps = Pick<Props, 'subject' | 'fields' | 'onSaved'> & {
  field: DraftField | undefined
  onTouched: () => void
  onCancel: () => void
}

function FieldForm({ subject, fields, field, onSaved, onTouched, onCancel }: FormProps) {
  const t = useTranslations('field')
  const trpc = useTRPC()
  const create = useMutation(trpc.field.create.mutationOptions())
  const update = useMutation(trpc.field.update.mutationOptions())
  const [form] = Form.useForm()
  const type: DraftField['type'] = Form.useWatch('type', { form, preserve: true }) ?? field?.type ?? 'choice'
  const blank = { subject, label: '', type: 'choice', choices: [], key: freeKey(subject === 'member' ? 'member' : 'item', fields) }
  const held = field ? { subject, label: field.label, type: field.type, choices: field.choices, key: field.key } : blank
  const save = async ({ label, choices, ...draft }: CustomFieldDraft) => {
    if (field) await update.mutateAsync({ fieldId: field.id, revision: field.revision, label, choices })
    else await create.mutateAsync({ ...draft, label, choices })
    await onSaved()
  }
  return (
    <ZodForm
      schema={CustomFieldDraft}
      form={form}
      initial={held}
      toDraft={(values) => ({ ...held, ...values, choices: values.type === 'choice' ? values.choices : [] })}
      submit={t('save')}
      onSubmit={save}
      onCancel={onCancel}
      onValues={onTouched}
      word="field"
    >
      <Field name="label" label={t('name')} extra={t(`${subject}.nameHint`)}>
        <Input maxLength={20} autoComplete="off" />
      </Field>
      <Field name="type" label={t('type')} extra={field ? t('typeFixed') : t(`typeHints.${type}`)}>
        <Select
          aria-label={t('type')}
          disabled={field !== undefined}
          options={CustomFieldDraft.shape.type.options.map((value) => ({ value, label: t(`types.${value}`) }))}
        />
      </Field>
      {type === 'choice' && (
        <Field name="choices" label={t('choices')} extra={t('choicesHint')}>
          <Select
            aria-label={t('choices')}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', '，', '、']}
            placeholder={t('choicesPlaceholder')}
          />
        </Field>
      )}
      <Field name="key" label={t('key')} extra={t(field ? 'keyFixed' : 'keyHint')}>
        <Input maxLength={40} autoComplete="off" disabled={field !== undefined} />
      </Field>
    </ZodForm>
  )
}
