'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Period } from '@/server/engine/calendar/period'
import type { LadderSpec } from '@/server/engine/ladder/ladder'
import { ladderSentence } from '@/server/engine/sentence/ladder'
import type { Surround } from '@/server/engine/sentence/wording'
import { NoticeDays } from '../draft/notice-days'
import { PercentInput } from '../kit/inputs'
import { LiveSentence } from '../kit/live-sentence'
import { parseDraft } from '../kit/parse-draft'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { FormPart } from './form-part'
import { AT_ONCE, heldLadder, LadderFields, ladderDraftOf } from './ladder-draft'
import styles from './ladder-form.module.css'
import { MeasureFields } from './measure-fields'
import { useHeld } from './use-held'
import { ValidityFields } from './validity-fields'

type Props = { ladder: { id: string; name: string; revision: number; spec: LadderSpec }; surround: Surround; mayWrite: boolean }

/** What moves members along a ladder: what is measured, when they rise and fall, and how long a tier holds. */
export function LadderForm({ ladder, surround, mayWrite }: Props) {
  const t = useTranslations('ladder.form')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const update = useMutation(trpc.ladder.update.mutationOptions())
  const [form] = Form.useForm()
  const { spec } = ladder
  const [initial] = useState(() => heldLadder(ladder))
  const [live, setLive] = useState(spec)
  const validity = useHeld(form, ['spec', 'validity', 'kind'], spec.validity.kind)
  const keepsOther = useHeld(form, ['spec', 'keepsOther'], spec.retention !== undefined)
  const resets = useHeld(form, ['spec', 'resets'], spec.growthReset !== undefined)
  const measure = useHeld(form, ['spec', 'measure'], spec.measure)
  const kept = useHeld(form, ['spec', 'retention', 'measure'], spec.retention?.measure)
  const ends = validity !== 'none' && validity !== 'forever'
  const heard = () => {
    const parsed = parseDraft(LadderFields, ladderDraftOf(form.getFieldsValue(true) as Record<string, unknown>))
    if (parsed.success) setLive(parsed.data.spec)
  }
  const save = async (draft: LadderFields) => {
    await update.mutateAsync({ ladderId: ladder.id, revision: ladder.revision, ...draft })
    await Promise.all([
      queryClient.invalidateQueries(trpc.ladder.list.queryFilter()),
      queryClient.invalidateQueries(trpc.ladder.distribution.queryFilter()),
    ])
    done(t('saved'))
  }
  return (
    <ZodForm
      schema={LadderFields}
      form={form}
      initial={initial}
      toDraft={ladderDraftOf}
      onSubmit={save}
      onValues={heard}
      disabled={!mayWrite}
      word="ladder"
    >
      <LiveSentence>{ladderSentence(live, surround)}</LiveSentence>
      <Field name="name" label={t('name')} className={styles.name}>
        <Input maxLength={40} autoComplete="off" />
      </Field>
      <FormPart title={t('by')}>
        <MeasureFields
          form={form}
          at={['spec']}
          labels={{ measure: t('measure'), window: t('window'), days: t('days') }}
          changed={t('measureChanged')}
          started={spec}
        />
      </FormPart>
      <FormPart title={t('moves')}>
        <Field name={['spec', 'rises']} label={t('rises')}>
          <Select
            className={styles.short}
            options={[AT_ONCE, ...Period.options].map((value) => ({ value, label: t(`risesAt.${value as Period}`) }))}
          />
        </Field>
        <ValidityFields form={form} started={spec.validity.kind} />
        {validity !== 'none' && (
          <Field name={['spec', 'falls']} label={t('falls')} extra={t('fallsWhy')} valuePropName="checked">
            <Switch />
          </Field>
        )}
      </FormPart>
      {ends && (
        <FormPart title={t('keeping')}>
          <Field name={['spec', 'keepsOther']} label={t('keepsOther')} extra={t('keepsOtherWhy')} valuePropName="checked">
            <Switch />
          </Field>
          {keepsOther && (
            <MeasureFields
              form={form}
              at={['spec', 'retention']}
              labels={{ measure: t('keepMeasure'), window: t('keepWindow'), days: t('keepDays') }}
              started={spec.retention ?? spec}
            />
          )}
          <Field name={['spec', 'notices']} label={t('notices')} optional>
            <NoticeDays />
          </Field>
        </FormPart>
      )}
      <FormPart title={t('entry')} lead={t('entryWhy', { name: surround.pointsName })}>
        <Field name={['spec', 'entry', 'on']} label={t('entryOn')}>
          <Select
            className={styles.short}
            options={(['final', 'passed'] as const).map((value) => ({ value, label: t(`entries.${value}`) }))}
          />
        </Field>
        <Field name={['spec', 'entry', 'takeBack']} label={t('takeBack')} valuePropName="checked">
          <Switch />
        </Field>
      </FormPart>
      {(measure === 'growth' || (keepsOther && kept === 'growth') || resets) && (
        <FormPart title={t('growth')}>
          <Field name={['spec', 'resets']} label={t('resets')} valuePropName="checked">
            <Switch />
          </Field>
          {resets && (
            <div className={styles.grid}>
              <Field name={['spec', 'growthReset', 'period']} label={t('resetPeriod')}>
                <Select options={Period.options.map((value) => ({ value, label: t(`resetsAt.${value}`) }))} />
              </Field>
              <Field name={['spec', 'growthReset', 'keepBps']} label={t('keepBps')} extra={t('keepWhy')}>
                <PercentInput />
              </Field>
            </div>
          )}
        </FormPart>
      )}
    </ZodForm>
  )
}
