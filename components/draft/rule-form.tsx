'use client'

import { Form, Input, Radio, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type * as z from 'zod'
import type { Wording } from '@/server/engine/sentence/wording'
import { Trigger } from '@/server/engine/vocabulary'
import { CountInput, MoneyInput, PointsInput } from '../kit/inputs'
import { parseDraft } from '../kit/parse-draft'
import { Field, ZodForm } from '../kit/zod-form'
import { ConditionBuilder } from './condition-builder'
import styles from './rule-form.module.css'

/** A rule as its controls hold it: the reward may carry fields of another kind, which are left out on sending. */
type Held = { name?: string; enabled?: boolean; spec?: { trigger?: Trigger; when?: unknown; reward?: Record<string, unknown> } }

type Props<S extends z.ZodType> = {
  /** What the rule gives, which names the field of its reward. */
  gives: 'points' | 'growth'
  schema: S
  initial: Record<string, unknown>
  wording: Wording
  stores: readonly { id: string; name: string }[]
  sentence: (draft: z.output<S>) => string
  submit: string
  onSubmit: (draft: z.output<S>) => Promise<unknown>
  onCancel: () => void
  onTouched: () => void
}

/** A rule in short sections, with the sentence it makes while it is being written. */
export function RuleForm<S extends z.ZodType>(props: Props<S>) {
  const { gives, schema, initial, wording, stores, sentence, submit, onSubmit, onCancel, onTouched } = props
  const t = useTranslations('program.rule')
  const [form] = Form.useForm()
  const draftOf = (values: Record<string, unknown>): unknown => {
    const { spec, ...rest } = values as Held
    const flat = spec?.trigger !== 'order.paid' || spec.reward?.kind === 'flat'
    const reward = flat
      ? { kind: 'flat', [gives]: spec?.reward?.[gives] }
      : { kind: 'rate', [gives]: spec?.reward?.[gives], per: spec?.reward?.per }
    return { ...rest, spec: { trigger: spec?.trigger, when: spec?.when, reward } }
  }
  const told = (values: Record<string, unknown>): string | null => {
    const named = { ...values, name: (values as Held).name?.trim() || '—' }
    const parsed = parseDraft(schema, draftOf(named))
    return parsed.success ? sentence(parsed.data) : null
  }
  const [live, setLive] = useState<string | null>(() => told(initial))
  const heard = () => {
    onTouched()
    setLive(told(form.getFieldsValue(true) as Record<string, unknown>))
  }
  const trigger: Trigger = Form.useWatch(['spec', 'trigger'], { form, preserve: true }) ?? (initial as Held).spec?.trigger ?? 'order.paid'
  const kind = Form.useWatch(['spec', 'reward', 'kind'], { form, preserve: true }) ?? (initial as Held).spec?.reward?.kind
  const byAmount = trigger === 'order.paid' && kind === 'rate'
  const Amount = gives === 'points' ? PointsInput : CountInput
  return (
    <ZodForm
      schema={schema}
      form={form}
      initial={initial}
      toDraft={draftOf}
      submit={submit}
      onCancel={onCancel}
      onSubmit={onSubmit}
      onValues={heard}
      word="program"
    >
      <output className={styles.live} data-empty={live === null || undefined}>
        {live ?? t('unfinished')}
      </output>
      <Field name="name" label={t('name')}>
        <Input maxLength={60} autoComplete="off" />
      </Field>
      <Field name={['spec', 'trigger']} label={t('trigger')}>
        <Select options={Trigger.options.map((value) => ({ value, label: t(`triggers.${value.replace('.', '_') as TriggerKey}`) }))} />
      </Field>
      <Field name={['spec', 'when']} label={t('when')} optional>
        <ConditionBuilder wording={wording} stores={stores} subject="event" trigger={trigger} />
      </Field>
      {trigger === 'order.paid' && (
        <Field name={['spec', 'reward', 'kind']} label={t('kind')}>
          <Radio.Group
            options={[
              { value: 'rate', label: t('rate') },
              { value: 'flat', label: t('flat') },
            ]}
          />
        </Field>
      )}
      <div className={styles.pair}>
        {byAmount && (
          <Field name={['spec', 'reward', 'per']} label={t('per')}>
            <MoneyInput />
          </Field>
        )}
        <Field name={['spec', 'reward', gives]} label={t(gives === 'points' ? 'points' : 'growth')}>
          <Amount />
        </Field>
      </div>
      <Field name="enabled" label={t('enabled')} valuePropName="checked" extra={t('enabledWhy')}>
        <Switch />
      </Field>
    </ZodForm>
  )
}

type TriggerKey = 'order_paid' | 'member_registered' | 'member_checked_in'
