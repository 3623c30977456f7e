'use client'

import { Input, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { CountInput, PercentInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import type { Gives } from './rule-draft'
import styles from './rule-form.module.css'

/** The most that a rule gives; nothing filled in is no limit. */
export function CapFields({ unit, ofOrder }: { unit: string; ofOrder: boolean }) {
  const t = useTranslations('program.rule')
  return (
    <>
      <p className={styles.note}>{t('capsWhy')}</p>
      <div className={styles.pair}>
        <Field name={['spec', 'caps', 'perOrder']} label={t(ofOrder ? 'perOrder' : 'perTime')} optional>
          <CountInput suffix={unit} />
        </Field>
        <Field name={['spec', 'caps', 'perDay']} label={t('perDay')} optional>
          <CountInput suffix={unit} />
        </Field>
        <Field name={['spec', 'caps', 'perMonth']} label={t('perMonth')} optional>
          <CountInput suffix={unit} />
        </Field>
        <Field name={['spec', 'caps', 'lifetime']} label={t('lifetime')} optional>
          <CountInput suffix={unit} />
        </Field>
        <Field name={['spec', 'caps', 'budget']} label={t('budget')} optional>
          <CountInput suffix={unit} />
        </Field>
      </div>
    </>
  )
}

/** When a rule holds, and how it stands to others. */
export function MoreFields({ gives, shipping }: { gives: Gives; shipping: boolean }) {
  const t = useTranslations('program.rule')
  return (
    <>
      <div className={styles.pair}>
        <Field name={['spec', 'from']} label={t('from')} optional>
          <Input type="date" />
        </Field>
        <Field name={['spec', 'until']} label={t('until')} optional>
          <Input type="date" />
        </Field>
      </div>
      {shipping && (
        <Field name={['spec', 'withShipping']} label={t('withShipping')} valuePropName="checked">
          <Switch />
        </Field>
      )}
      {gives === 'growth' && (
        <Field name={['spec', 'weightBps']} label={t('weight')} extra={t('weightWhy')}>
          <PercentInput />
        </Field>
      )}
      <Field name={['spec', 'stops']} label={t('stops')} valuePropName="checked" extra={t('stopsWhy')}>
        <Switch />
      </Field>
    </>
  )
}
