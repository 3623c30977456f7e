'use client'

import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useTRPC } from '../trpc/client'

const PAUSE_MS = 300

type Props = { id?: string; value?: string; onChange?: (memberId: string | undefined) => void; onBlur?: () => void }

/** One member, found by what one remembers of them. */
export function MemberSelect({ id, value, onChange, onBlur }: Props) {
  const t = useTranslations('reward.redeemFor')
  const trpc = useTRPC()
  const [search, setSearch] = useState('')
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  const found = useQuery({ ...trpc.member.list.queryOptions({ search, pageSize: 10 }), placeholderData: (held) => held })
  const known = useRef(new Map<string, string>())
  for (const member of found.data?.rows ?? [])
    known.current.set(member.id, [member.name, member.code, member.phone, member.tier?.name].filter(Boolean).join(' · '))
  const shown = [...new Set([...(value === undefined ? [] : [value]), ...(found.data?.rows.map((row) => row.id) ?? [])])]
  return (
    <Select
      id={id}
      allowClear
      showSearch={{
        filterOption: false,
        onSearch: (text) => {
          clearTimeout(waiting.current)
          waiting.current = setTimeout(() => setSearch(text.trim()), PAUSE_MS)
        },
      }}
      value={value}
      placeholder={t('memberHint')}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? null : t('memberNone')}
      onChange={(chosen: string | undefined) => onChange?.(chosen)}
      onBlur={onBlur}
      options={shown.map((one) => ({ value: one, label: known.current.get(one) ?? '' }))}
    />
  )
}
