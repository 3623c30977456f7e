'use client'

import { InputNumber } from 'antd'
import { useLocale } from 'next-intl'
import styles from './inputs.module.css'

type Props = { id?: string; value?: number | null; onChange?: (value: number | null) => void; onBlur?: () => void; disabled?: boolean }

/** A discount as people say it, held in basis points off: `9.5 折` in Chinese, `5 % off` in English. */
export function DiscountInput({ value, onChange, ...rest }: Props) {
  const zh = useLocale() === 'zh'
  const shown = typeof value !== 'number' ? null : zh ? (10_000 - value) / 1000 : value / 100
  return (
    <InputNumber<number>
      {...rest}
      className={styles.number}
      suffix={zh ? '折' : '% off'}
      precision={2}
      step={zh ? 0.5 : 1}
      min={0}
      max={zh ? 9.99 : 100}
      inputMode="decimal"
      value={shown}
      onChange={(v) => onChange?.(typeof v !== 'number' ? null : zh ? 10_000 - Math.round(v * 1000) : Math.round(v * 100))}
    />
  )
}
