'use client'

import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import styles from './member-list.module.css'

const PAUSE_MS = 350

/** Searches when the typing pauses, and at once on Enter. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const t = useTranslations('member')
  const [typed, setTyped] = useState(value)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The address may change by itself: the back button, or filters cleared.
  useEffect(() => setTyped(value), [value])
  useEffect(() => () => clearTimeout(waiting.current), [])
  const send = (text: string) => {
    clearTimeout(waiting.current)
    if (text.trim() !== value) onSearch(text.trim())
  }
  return (
    <Input
      type="search"
      className={styles.search}
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('search')}
      placeholder={t('searchHint')}
      value={typed}
      allowClear
      autoComplete="off"
      maxLength={80}
      onChange={(event) => {
        const text = event.target.value
        setTyped(text)
        clearTimeout(waiting.current)
        waiting.current = setTimeout(() => send(text), PAUSE_MS)
      }}
      onPressEnter={() => send(typed)}
    />
  )
}
