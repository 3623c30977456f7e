'use client'

import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useTRPC } from '../trpc/client'

const PAUSE_MS = 300

type Props = {
  id?: string
  value?: string | null
  onChange?: (memberId: string | undefined) => void
  onBlur?: () => void
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

/** Finds one member by name, initials, phone or code. */
export function MemberSelect({ value, onChange, ...rest }: Props) {
  const t = useTranslations('program.try')
  const trpc = useTRPC()
  const [search, setSearch] = useState('')
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  const found = useQuery({ ...trpc.member.list.queryOptions({ search, pageSize: 10 }), placeholderData: (held) => held })
  const known = useRef(new Map<string, string>())
  for (const member of found.data?.rows ?? [])
    known.current.set(member.id, [member.name, member.code, member.phone, member.tier?.name].filter(Boolean).join(' · '))
  const shown = [...new Set([...(value ? [value] : []), ...(found.data?.rows.map((row) => row.id) ?? [])])]
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{
        filterOption: false,
        onSearch: (text) => {
          clearTimeout(waiting.current)
          waiting.current = setTimeout(() => setSearch(text.trim()), PAUSE_MS)
        },
      }}
      value={value}
      placeholder={t('findPlaceholder')}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? t('finding') : t('foundNobody')}
      onChange={(chosen: string | undefined) => onChange?.(chosen)}
      options={shown.map((id) => ({ value: id, label: known.current.get(id) ?? '' }))}
    />
  )
}
