'use client'

import { Form, type FormInstance, Radio, Select } from 'antd'
import { useFormatter, useTranslations } from 'next-intl'
import type { Expiry } from '@/server/engine/calendar/expiry'
import { CountInput } from '../kit/inputs'
import { Field } from '../kit/zod-form'
import type { HeldExpiry } from './expiry-draft'
import styles from './expiry-fields.module.css'

const kinds = ['never', 'rolling', 'yearly', 'inactivity'] as const
const roundUps = ['none', 'month', 'quarter', 'half', 'year'] as const

/** How long points live, in one of four ways. */
export function ExpiryFields({ form, started }: { form: FormInstance<{ expiry?: HeldExpiry }>; started: Expiry['kind'] }) {
  const t = useTranslations('points.policy')
  const format = useFormatter()
  const kind: Expiry['kind'] = Form.useWatch(['expiry', 'kind'], { form, preserve: true }) ?? started
  const monthName = (month: number) => format.dateTime(new Date(Date.UTC(2024, month - 1, 1)), { month: 'long', timeZone: 'UTC' })
  return (
    <>
      <Field name={['expiry', 'kind']} label={t('expiry')}>
        <Radio.Group className={styles.stack} options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
      </Field>
      {kind === 'rolling' && (
        <div className={styles.pair}>
          <Field name={['expiry', 'count']} label={t('count')}>
            <CountInput />
          </Field>
          <Field name={['expiry', 'unit']} label={t('unit')}>
            <Select
              options={[
                { value: 'months', label: t('months') },
                { value: 'days', label: t('days') },
              ]}
            />
          </Field>
          <Field name={['expiry', 'roundUp']} label={t('roundUp')}>
            <Select options={roundUps.map((value) => ({ value, label: t(`roundUps.${value}`) }))} />
          </Field>
        </div>
      )}
      {kind === 'yearly' && (
        <div className={styles.pair}>
          <Field name={['expiry', 'month']} label={t('month')}>
            <Select options={Array.from({ length: 12 }, (_, i) => ({ value: i + 1, label: monthName(i + 1) }))} />
          </Field>
          <Field name={['expiry', 'date']} label={t('date')}>
            <CountInput />
          </Field>
          <Field name={['expiry', 'years']} label={t('years')}>
            <Select options={[0, 1, 2, 3, 4, 5].map((years) => ({ value: years, label: t('yearsOf', { years: String(years) }) }))} />
          </Field>
        </div>
      )}
      {kind === 'inactivity' && (
        <Field name={['expiry', 'days']} label={t('idle')} extra={t('idleWhy')}>
          <CountInput suffix={t('days')} />
        </Field>
      )}
    </>
  )
}
