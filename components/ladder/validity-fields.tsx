'use client'

import { type FormInstance, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { Period } from '@/server/engine/calendar/period'
import { Downgrade, type Validity } from '@/server/engine/ladder/ladder'
import { CountInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import styles from './ladder-form.module.css'
import { useHeld } from './use-held'

const kinds = ['months', 'days', 'period', 'forever', 'none'] as const satisfies readonly Validity['kind'][]
const at = ['spec', 'validity']

/** How long a tier holds, and what becomes of it at its end. */
export function ValidityFields({ form, started }: { form: FormInstance; started: Validity['kind'] }) {
  const t = useTranslations('ladder.form')
  const kind = useHeld(form, [...at, 'kind'], started)
  const ends = kind === 'months' || kind === 'days' || kind === 'period'
  return (
    <>
      <Field name={[...at, 'kind']} label={t('validity')}>
        <Radio.Group className={styles.stack} options={kinds.map((value) => ({ value, label: t(`validities.${value}`) }))} />
      </Field>
      <div className={styles.grid}>
        {kind === 'months' && (
          <Field name={[...at, 'months']} label={t('months')}>
            <CountInput suffix={t('monthUnit')} />
          </Field>
        )}
        {kind === 'days' && (
          <Field name={[...at, 'days']} label={t('validityDays')}>
            <CountInput suffix={t('dayUnit')} />
          </Field>
        )}
        {kind === 'period' && (
          <>
            <Field name={[...at, 'period']} label={t('period')}>
              <Select options={Period.options.map((value) => ({ value, label: t(`periods.${value}`) }))} />
            </Field>
            <Field name={[...at, 'next']} label={t('until')}>
              <Select
                options={[
                  { value: false, label: t('own') },
                  { value: true, label: t('next') },
                ]}
              />
            </Field>
            <Field name={[...at, 'extraDays']} label={t('extraDays')} optional>
              <CountInput suffix={t('dayUnit')} />
            </Field>
          </>
        )}
        {ends && (
          <>
            <Field name={[...at, 'downgrade']} label={t('downgrade')}>
              <Select options={Downgrade.options.map((value) => ({ value, label: t(`downgrades.${value}`) }))} />
            </Field>
            <Field name={[...at, 'graceDays']} label={t('graceDays')} extra={t('graceWhy')} optional>
              <CountInput suffix={t('dayUnit')} />
            </Field>
          </>
        )}
      </div>
    </>
  )
}
