'use client'

import { Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { monthLength } from '@/server/engine/calendar/day'
import styles from './birthday-input.module.css'

// Any leap year: a birthday may be 29 February.
const LEAP = 2000

/** A month and day such as `03-15` in the words of the page. */
export function useBirthdayText(): (birthday: string) => string {
  const locale = useLocale()
  const format = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' })
  return (birthday) => format.format(new Date(`${LEAP}-${birthday}T00:00:00Z`))
}

type Props = { id?: string; value?: string | null; onChange?: (birthday: string | null) => void; onBlur?: () => void }

/** Month and day of a birthday; the year is not asked for, because it is not kept. One that is half chosen is `03-` or `-15`. */
export function BirthdayInput({ id, value, onChange, onBlur }: Props) {
  const t = useTranslations('member.about')
  const locale = useLocale()
  const [month = '', date = ''] = (value ?? '').split('-')
  const months = new Intl.DateTimeFormat(locale, { month: locale === 'zh' ? 'short' : 'long', timeZone: 'UTC' })
  const change = (m: string | undefined, d: string | undefined) => {
    const last = m ? monthLength(LEAP, Number(m)) : 31
    const kept = d && Number(d) > last ? String(last) : d
    onChange?.(m || kept ? `${m ?? ''}-${kept ?? ''}` : null)
  }
  const numbers = (most: number) => Array.from({ length: most }, (_, i) => String(i + 1).padStart(2, '0'))
  return (
    <span className={styles.pair}>
      <Select
        id={id}
        aria-label={t('month')}
        allowClear
        placeholder={t('month')}
        value={month || undefined}
        onBlur={onBlur}
        onChange={(m?: string) => change(m, date)}
        options={numbers(12).map((m) => ({ value: m, label: months.format(new Date(`${LEAP}-${m}-01T00:00:00Z`)) }))}
      />
      <Select
        aria-label={t('date')}
        allowClear
        placeholder={t('date')}
        value={date || undefined}
        onBlur={onBlur}
        onChange={(d?: string) => change(month, d)}
        options={numbers(month ? monthLength(LEAP, Number(month)) : 31).map((d) => ({ value: d, label: String(Number(d)) }))}
      />
    </span>
  )
}
