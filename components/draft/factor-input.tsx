'use client'

import { InputNumber } from 'antd'
import styles from './rule-form.module.css'

type Props = { id?: string; value?: number | null; onChange?: (value: number | null) => void; suffix: string }

/** A factor such as 3 times, held in basis points. */
export const FactorInput = ({ value, onChange, ...rest }: Props) => (
  <InputNumber<number>
    {...rest}
    className={styles.factor}
    precision={2}
    inputMode="decimal"
    value={typeof value === 'number' ? value / 10_000 : null}
    onChange={(v) => onChange?.(typeof v === 'number' ? Math.round(v * 10_000) : null)}
  />
)
