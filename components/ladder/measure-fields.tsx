'use client'

import { type FormInstance, Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { Window } from '@/server/engine/condition/window'
import { Measure, moneyMeasures } from '@/server/engine/ladder/ladder'
import { timeless } from '@/server/engine/sentence/measure'
import { useSetting } from '../kit/figures'
import { CountInput, MoneyInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import styles from './ladder-form.module.css'
import { useHeld } from './use-held'

const windows = Window.options.map((option) => option.shape.kind.value)

type Props = {
  form: FormInstance
  /** Where the measure stands in the draft. */
  at: string[]
  labels: { measure: string; window: string; days: string }
  /** What is said once something else than at the start is measured. */
  changed?: string
  /** What the form begins with, until the controls are there. */
  started: { measure: Measure; window: Window }
}

/** What is measured, over what time. */
export function MeasureFields({ form, at, labels, changed, started }: Props) {
  const t = useTranslations('ladder.form')
  const { pointsName } = useSetting()
  const measure = useHeld(form, [...at, 'measure'], started.measure)
  const window = useHeld(form, [...at, 'window', 'kind'], started.window.kind)
  return (
    <div className={styles.grid}>
      <Field name={[...at, 'measure']} label={labels.measure} extra={measure === started.measure ? undefined : changed}>
        <Select options={Measure.options.map((value) => ({ value, label: t(`measures.${value}`, { name: pointsName }) }))} />
      </Field>
      {measure === 'category_spend' && (
        <Field name={[...at, 'category']} label={t('category')} extra={t('categoryHint')}>
          <Input maxLength={64} autoComplete="off" />
        </Field>
      )}
      {!timeless.has(measure) && (
        <Field name={[...at, 'window', 'kind']} label={labels.window}>
          <Select options={windows.map((value) => ({ value, label: t(`windows.${value}`) }))} />
        </Field>
      )}
      {!timeless.has(measure) && window === 'rolling_days' && (
        <Field name={[...at, 'window', 'days']} label={labels.days}>
          <CountInput suffix={t('dayUnit')} />
        </Field>
      )}
    </div>
  )
}

type AmountProps = Parameters<typeof CountInput>[0] & { measure: Measure }

/** An amount in the unit of what is measured. */
export function MeasureInput({ measure, ...rest }: AmountProps) {
  const t = useTranslations('ladder.tier.unit')
  const { pointsName } = useSetting()
  if (moneyMeasures.has(measure)) return <MoneyInput {...rest} />
  const unit = measure === 'points_earned' || measure === 'points_balance' ? pointsName : t(measure as 'growth')
  return <CountInput {...rest} suffix={unit} />
}
