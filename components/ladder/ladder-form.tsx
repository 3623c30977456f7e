'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { Ladder, LadderSpec, Measure } from '@/server/engine/ladder/ladder'
import { ladderSentence } from '@/server/engine/sentence/ladder'
import type { Surround } from '@/server/engine/sentence/wording'
import { CountInput } from '../kit/inputs'
import { parseDraft } from '../kit/parse-draft'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import styles from './ladder-form.module.css'

const LadderFields = z.strictObject({ name: Ladder.shape.name, spec: LadderSpec })
type LadderFields = z.infer<typeof LadderFields>

type Held = { name: string; spec: { measure: string; window: Record<string, unknown>; validity: Record<string, unknown> } }

/** The controls hold days and months also while the choice has none, so that switching back keeps them. */
const toDraft = (values: Record<string, unknown>) => {
  const { name, spec } = values as Held
  const { window, validity } = spec
  return {
    name,
    spec: {
      measure: spec.measure,
      window: window.kind === 'rolling_days' ? { kind: 'rolling_days', days: window.days } : { kind: window.kind },
      validity: validity.kind === 'none' ? { kind: 'none' } : { kind: 'months', months: validity.months, downgrade: 'recalculate' },
    },
  }
}

type Props = { ladder: { id: string; name: string; revision: number; spec: LadderSpec }; surround: Surround; mayWrite: boolean }

/** What moves members along a ladder: what is measured, over what time, and how long a tier holds. */
export function LadderForm({ ladder, surround, mayWrite }: Props) {
  const t = useTranslations('ladder.form')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const update = useMutation(trpc.ladder.update.mutationOptions())
  const [form] = Form.useForm()
  const [live, setLive] = useState(ladder.spec)
  const window = Form.useWatch(['spec', 'window', 'kind'], form) ?? ladder.spec.window.kind
  const validity = Form.useWatch(['spec', 'validity', 'kind'], form) ?? ladder.spec.validity.kind
  const heard = () => {
    const parsed = parseDraft(LadderFields, toDraft(form.getFieldsValue(true) as Record<string, unknown>))
    if (parsed.success) setLive(parsed.data.spec)
  }
  const save = async (draft: LadderFields) => {
    await update.mutateAsync({ ladderId: ladder.id, revision: ladder.revision, ...draft })
    await queryClient.invalidateQueries(trpc.ladder.list.queryFilter())
    done(t('saved'))
  }
  return (
    <ZodForm
      schema={LadderFields}
      form={form}
      initial={{
        name: ladder.name,
        spec: { ...ladder.spec, window: { days: 365, ...ladder.spec.window }, validity: { months: 12, ...ladder.spec.validity } },
      }}
      toDraft={toDraft}
      onSubmit={save}
      onValues={heard}
      disabled={!mayWrite}
      word="ladder"
    >
      <output className={styles.live}>{ladderSentence(live, surround)}</output>
      <div className={styles.grid}>
        <Field name="name" label={t('name')}>
          <Input maxLength={40} autoComplete="off" />
        </Field>
        <Field name={['spec', 'measure']} label={t('measure')}>
          <Select options={Measure.options.map((value) => ({ value, label: t(`measures.${value}`) }))} />
        </Field>
        <Field name={['spec', 'window', 'kind']} label={t('window')}>
          <Select
            options={(['rolling_days', 'calendar_year', 'lifetime'] as const).map((value) => ({ value, label: t(`windows.${value}`) }))}
          />
        </Field>
        {window === 'rolling_days' && (
          <Field name={['spec', 'window', 'days']} label={t('days')}>
            <CountInput suffix={t('dayUnit')} />
          </Field>
        )}
      </div>
      <Field name={['spec', 'validity', 'kind']} label={t('validity')}>
        <Radio.Group
          className={styles.stack}
          options={[
            { value: 'months', label: t('held') },
            { value: 'none', label: t('daily') },
          ]}
        />
      </Field>
      {validity === 'months' && (
        <Field name={['spec', 'validity', 'months']} label={t('months')}>
          <CountInput suffix={t('monthUnit')} />
        </Field>
      )}
    </ZodForm>
  )
}
