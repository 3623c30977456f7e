'use client'

import { Select } from 'antd'
import { useTranslations } from 'next-intl'
import { Field } from '../kit/zod-form'

const parts = ['categories', 'skus', 'exceptCategories', 'exceptSkus'] as const

/** Which goods something holds for, by categories and goods as the merchant's systems name them; all when left empty. */
export function ScopeFields() {
  const t = useTranslations('benefit.scope')
  return (
    <>
      {parts.map((part) => (
        <Field key={part} name={['terms', 'scope', part]} label={t(part)} extra={part === 'categories' ? t('why') : undefined} optional>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} placeholder={t('type')} />
        </Field>
      ))}
    </>
  )
}

/** What was filled in of a scope; nothing where all of it is empty. */
export function scopeOf(held: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  const filled = Object.entries(held ?? {}).filter(([, value]) => Array.isArray(value) && value.length > 0)
  return filled.length > 0 ? Object.fromEntries(filled) : undefined
}
