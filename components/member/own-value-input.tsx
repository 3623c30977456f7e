'use client'

import { Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import type { MemberAbout } from '@/server/member/about-member'
import { CountInput } from '../kit/inputs'

type Value = MemberAbout['fields'][number]['value']
type Props = {
  field: MemberAbout['fields'][number]
  id?: string
  value?: Value
  onChange?: (value: Value) => void
  onBlur?: () => void
}

/** The control of one of the merchant's own fields, by its kind; cleared it holds nothing. */
export function OwnValueInput({ field, id, value, onChange, onBlur }: Props) {
  const t = useTranslations('member.about')
  const told = { id, onBlur, 'aria-label': field.label }
  switch (field.type) {
    case 'number':
      return <CountInput {...told} value={typeof value === 'number' ? value : null} onChange={(n) => onChange?.(n)} />
    case 'date':
      return (
        <Input {...told} type="date" value={typeof value === 'string' ? value : ''} onChange={(e) => onChange?.(e.target.value || null)} />
      )
    case 'choice': {
      // A choice that is no longer offered is still what the member has.
      const gone = typeof value === 'string' && !field.choices.includes(value) ? [value] : []
      const options = [...field.choices, ...gone].map((choice) => ({ value: choice, label: choice }))
      return (
        <Select
          {...told}
          allowClear
          placeholder={t('none')}
          value={typeof value === 'string' ? value : undefined}
          onChange={(choice?: string) => onChange?.(choice ?? null)}
          options={options}
        />
      )
    }
    case 'yes_no':
      return (
        <Select
          {...told}
          allowClear
          placeholder={t('none')}
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined}
          onChange={(answer?: 'yes' | 'no') => onChange?.(answer === undefined ? null : answer === 'yes')}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
        />
      )
    case 'text':
      return (
        <Input
          {...told}
          autoComplete="off"
          maxLength={120}
          value={typeof value === 'string' ? value : ''}
          onChange={(e) => onChange?.(e.target.value || null)}
        />
      )
  }
}
