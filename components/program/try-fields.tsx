'use client'

import { DatePicker, Form, Input, InputNumber, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { CustomField } from '@/server/engine/program/custom'
import type { FieldValues } from '@/server/engine/vocabulary'
import styles from './try-page.module.css'

/** The merchant's own fields, each by its kind. */
export function FieldInputs({
  fields,
  values,
  onChange,
}: {
  fields: CustomField[]
  values: FieldValues
  onChange: (values: FieldValues) => void
}) {
  const id = useId()
  const t = useTranslations('program.try')
  const set = (key: string, value: FieldValues[string] | undefined) => {
    const { [key]: _held, ...rest } = values
    onChange(value === undefined || value === null || value === '' ? rest : { ...rest, [key]: value })
  }
  return fields.map(({ key, label, type, choices }) => {
    const value = values[key]
    const name = `${id}${key}`
    return (
      <Form.Item key={key} label={label} htmlFor={name}>
        {type === 'number' ? (
          <InputNumber
            id={name}
            className={styles.full}
            precision={0}
            value={typeof value === 'number' ? value : null}
            onChange={(n) => set(key, n ?? undefined)}
          />
        ) : type === 'date' ? (
          <DatePicker
            id={name}
            className={styles.full}
            placeholder={t('unknown')}
            onChange={(_, text) => set(key, typeof text === 'string' ? text : undefined)}
          />
        ) : type === 'choice' ? (
          <Select
            id={name}
            allowClear
            placeholder={t('unknown')}
            value={value}
            onChange={(choice) => set(key, choice)}
            options={choices.map((choice) => ({ value: choice, label: choice }))}
          />
        ) : type === 'yes_no' ? (
          <Select
            id={name}
            allowClear
            placeholder={t('unknown')}
            value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
            onChange={(answer?: 'yes' | 'no') => set(key, answer === undefined ? undefined : answer === 'yes')}
            options={[
              { value: 'yes', label: t('yes') },
              { value: 'no', label: t('no') },
            ]}
          />
        ) : (
          <Input
            id={name}
            maxLength={120}
            placeholder={t('unknown')}
            value={typeof value === 'string' ? value : ''}
            onChange={(e) => set(key, e.target.value)}
          />
        )}
      </Form.Item>
    )
  })
}
