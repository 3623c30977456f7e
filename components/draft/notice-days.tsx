'use client'

import { Select } from 'antd'
import { useTranslations } from 'next-intl'

type Props = { id?: string; value?: number[]; onChange?: (days: number[]) => void; onBlur?: () => void; disabled?: boolean }

const usual = [90, 60, 30, 15, 7, 3, 1]
const MOST = 5

/** How many days before its end something is told of: a few usual ones to choose, or any that is typed. */
export function NoticeDays({ value = [], onChange, ...rest }: Props) {
  const t = useTranslations('program.notices')
  const label = (days: number) => t('days', { days })
  return (
    <Select<string[]>
      {...rest}
      mode="tags"
      maxCount={MOST}
      value={value.map(String)}
      placeholder={t('none')}
      options={usual.map((days) => ({ value: String(days), label: label(days) }))}
      onChange={(chosen) => {
        // What was typed may be anything.
        const days = chosen.map(Number).filter((n) => Number.isInteger(n) && n >= 1 && n <= 365)
        onChange?.([...new Set(days)].sort((a, b) => b - a))
      }}
    />
  )
}
