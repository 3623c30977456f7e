'use client'

import { InputNumber } from 'antd'
import { useFigures, useSetting } from './figures'
import styles from './inputs.module.css'

type Props = {
  id?: string
  value?: number | null
  onChange?: (value: number | null) => void
  onBlur?: () => void
  disabled?: boolean
  placeholder?: string
  prefix?: string
  suffix?: string
  min?: number
  max?: number
  status?: 'error'
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** An amount of money: shown in the currency, held in whole minor units. */
export function MoneyInput({ value, onChange, ...rest }: Props) {
  const { digits, symbol } = useFigures()
  const unit = 10 ** digits
  return (
    <InputNumber<number>
      {...rest}
      className={styles.number}
      prefix={symbol}
      precision={digits}
      step={1}
      inputMode="decimal"
      value={typeof value === 'number' ? value / unit : null}
      onChange={(v) => onChange?.(typeof v === 'number' ? Math.round(v * unit) : null)}
    />
  )
}

/** A percentage: shown as 12.5 %, held in basis points. */
export const PercentInput = ({ value, onChange, ...rest }: Props) => (
  <InputNumber<number>
    {...rest}
    className={styles.number}
    suffix="%"
    precision={2}
    step={1}
    inputMode="decimal"
    value={typeof value === 'number' ? value / 100 : null}
    onChange={(v) => onChange?.(typeof v === 'number' ? Math.round(v * 100) : null)}
  />
)

/** A whole number with its unit behind it. */
export const CountInput = ({ value, onChange, suffix, ...rest }: Props) => (
  <InputNumber<number> {...rest} className={styles.number} suffix={suffix} inputMode="numeric" value={value ?? null} onChange={onChange} />
)

/** A number of points, with the merchant's name for them behind it. */
export function PointsInput(props: Omit<Props, 'suffix'>) {
  const { pointsName } = useSetting()
  return <CountInput {...props} suffix={pointsName} />
}
