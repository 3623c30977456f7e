'use client'

import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import styles from './filter-bar.module.css'

const PAUSE_MS = 350

type Props = { label: string; hint: string; value: string; onSearch: (text: string) => void }

/** Searches when the typing pauses, and at once on Enter. */
export function SearchBox({ label, hint, value, onSearch }: Props) {
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
      aria-label={label}
      placeholder={hint}
      value={typed}
      allowClear
      autoComplete="off"
      maxLength={64}
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
