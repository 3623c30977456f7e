'use client'

import { Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { fieldsOf, type ImportField, type ImportPlan, type ImportSubject, requiredOf } from '@/server/engine/import/column'
import { useSentences } from '../kit/sentence'
import styles from './import-page.module.css'

type Props = {
  subject: ImportSubject
  header: readonly string[]
  plan: ImportPlan
  missing: readonly ImportField[]
  sample: readonly (readonly string[])[]
  onChange: (plan: ImportPlan) => void
}

/** One line for each thing we can take from a file, and the column that feeds it. A column feeds one thing. */
export function ColumnMap({ subject, header, plan, missing, sample, onChange }: Props) {
  const t = useTranslations('import')
  const { ofCode } = useSentences()
  const id = useId()
  const options = header.map((name, value) => ({ value, label: name || `${t('column')} ${value + 1}` }))
  const choose = (field: ImportField, column: number | undefined) => {
    const columns = { ...plan.columns }
    for (const other of fieldsOf[subject]) if (columns[other] === column) delete columns[other]
    if (column === undefined) delete columns[field]
    else columns[field] = column
    onChange({ ...plan, columns })
  }
  return (
    <div className={styles.map}>
      {fieldsOf[subject].map((field) => {
        const column = plan.columns[field]
        const values = column === undefined ? [] : [...new Set(sample.map((row) => row[column]?.trim()).filter(Boolean))].slice(0, 3)
        const lacks = missing.includes(field)
        return (
          <div key={field} className={styles.mapRow}>
            <label htmlFor={`${id}${field}`}>
              {t(`fields.${field}`)}
              {requiredOf[subject].includes(field) && <em className={styles.needed}>{t('needed')}</em>}
            </label>
            <Select
              id={`${id}${field}`}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('noColumn')}
              options={options}
              value={column}
              status={lacks ? 'error' : undefined}
              onChange={(value: number | undefined) => choose(field, value)}
            />
            <span className={styles.sample}>
              {lacks ? (
                <span className={styles.lacks}>{ofCode('import.column_missing')}</span>
              ) : (
                values.length > 0 && `${t('sample')} ${values.join(' · ')}`
              )}
            </span>
          </div>
        )
      })}
    </div>
  )
}
