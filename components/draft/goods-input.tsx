'use client'

import { Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import styles from './goods-input.module.css'

type Props = {
  id?: string
  value?: string[]
  onChange?: (value: string[]) => void
  onBlur?: () => void
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

const read = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r\t,，;；]+/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
]

/** Numbers of goods, one in a line, as they are pasted from a sheet; there may be thousands. */
export function GoodsInput({ value = [], onChange, ...rest }: Props) {
  const t = useTranslations('coupon.editor')
  const [held, setHeld] = useState(() => ({ value, text: value.join('\n') }))
  // The form may hold something else by now: it was put back.
  if (JSON.stringify(held.value) !== JSON.stringify(value)) setHeld({ value, text: value.join('\n') })
  return (
    <>
      <Input.TextArea
        {...rest}
        className={styles.goods}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={held.text}
        placeholder={t('goodsHint')}
        onChange={(event) => {
          const next = read(event.target.value)
          setHeld({ value: next, text: event.target.value })
          onChange?.(next)
        }}
      />
      {value.length > 0 && <p className={styles.count}>{t('goodsCount', { count: value.length })}</p>}
    </>
  )
}
