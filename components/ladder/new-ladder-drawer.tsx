'use client'

import { useMutation } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { LadderStart, Measure } from '@/server/engine/ladder/ladder'
import { EditDrawer } from '../draft/edit-drawer'
import { useSetting } from '../kit/figures'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './ladder-form.module.css'
import { useHeld } from './use-held'

type Props = { open: boolean; onClose: () => void; onMade: (id: string) => Promise<unknown> }

/** A ladder from its beginning: what it is called and what it goes by. */
export function NewLadderDrawer({ open, onClose, onMade }: Props) {
  const t = useTranslations('ladder.ladders')
  return (
    <EditDrawer title={t('addTitle')} open={open} onClose={onClose}>
      {({ touched, leave }) => <Start touched={touched} leave={leave} onClose={onClose} onMade={onMade} />}
    </EditDrawer>
  )
}

function Start({ touched, leave, onClose, onMade }: Omit<Props, 'open'> & { touched: () => void; leave: () => void }) {
  const t = useTranslations('ladder.ladders')
  const f = useTranslations('ladder.form')
  const trpc = useTRPC()
  const { pointsName } = useSetting()
  const { done } = useRefusal()
  const create = useMutation(trpc.ladder.create.mutationOptions())
  const [form] = Form.useForm()
  const measure = useHeld<Measure>(form, ['measure'], 'growth')
  const save = async (draft: LadderStart) => {
    const { id } = await create.mutateAsync(draft)
    onClose()
    done(t('created'))
    await onMade(id)
  }
  return (
    <ZodForm
      schema={LadderStart}
      form={form}
      initial={{ name: '', measure: 'growth' }}
      toDraft={({ name, measure, category }) => ({ name, measure, ...(measure === 'category_spend' ? { category } : {}) })}
      submit={t('create')}
      onSubmit={save}
      onCancel={leave}
      onValues={touched}
      word="ladder"
    >
      <p className={styles.lead}>{t('addLead')}</p>
      <Field name="name" label={t('name')}>
        <Input maxLength={40} autoComplete="off" placeholder={t('nameHint')} />
      </Field>
      <Field name="measure" label={f('measure')}>
        <Select options={Measure.options.map((value) => ({ value, label: f(`measures.${value}`, { name: pointsName }) }))} />
      </Field>
      {measure === 'category_spend' && (
        <Field name="category" label={f('category')} extra={f('categoryHint')}>
          <Input maxLength={64} autoComplete="off" />
        </Field>
      )}
    </ZodForm>
  )
}
