'use client'

import { Radio, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { dayFrom } from '@/server/engine/calendar/day'
import type { Lacking, Nth } from '@/server/engine/campaign/rule-form'
import { tellDays } from '@/server/engine/sentence/schedule'
import { CountInput } from '../kit/inputs'
import { FestivalSelect } from './festival-select'
import { type DayWay, dayWays, type HeldDays, LAST, lengthOf } from './held-days'
import styles from './inputs.module.css'
import { ToggleGrid } from './toggle-grid'
import { useDayText } from './use-day-text'

type Props = { id?: string; value?: HeldDays; onChange?: (value: HeldDays) => void }

/** 1 January 2024. */
const MONDAY = dayFrom(2024, 1, 1)
const week = [1, 2, 3, 4, 5, 6, 7] as const
const monthDates = Array.from({ length: 31 }, (_, i) => i + 1)
const nths = [
  [1, 'n1'],
  [2, 'n2'],
  [3, 'n3'],
  [4, 'n4'],
  [-1, 'last'],
] as const satisfies readonly (readonly [Nth, string])[]

/** On which days something is held, in the way in which people say it. */
export function DaysInput({ id, value, onChange }: Props) {
  const t = useTranslations('campaign.days')
  const language = useLocale() === 'zh' ? 'zh' : 'en'
  const text = useDayText()
  const weekday = (day: number) => text.weekday(MONDAY + day - 1)
  if (!value) return null
  const become = (change: Partial<HeldDays>) => onChange?.({ ...value, ...change })
  const ways: DayWay[] = value.rules ? ['kept', ...dayWays] : [...dayWays]
  return (
    <div className={styles.part} id={id} tabIndex={-1}>
      <Radio.Group
        className={styles.ways}
        aria-label={t('way')}
        value={value.way}
        onChange={(event) => become({ way: event.target.value as DayWay })}
        options={ways.map((way) => ({ value: way, label: t(`ways.${way}`) }))}
      />
      {value.way === 'kept' && <p className={styles.note}>{tellDays({ kind: 'rules', rules: value.rules ?? [] }, language)}</p>}
      {value.way === 'weekly' && (
        <ToggleGrid
          label={t('ways.weekly')}
          options={week.map((day) => ({ value: day, label: weekday(day) }))}
          value={value.weekdays ?? []}
          onChange={(weekdays) => become({ weekdays })}
        />
      )}
      {value.way === 'monthly' && (
        <>
          <ToggleGrid
            label={t('ways.monthly')}
            options={[...monthDates.map((date) => ({ value: date, label: String(date) })), { value: LAST, label: t('last'), wide: true }]}
            value={value.dates ?? []}
            onChange={(dates) => become({ dates })}
          />
          {value.dates?.some((date) => date > 28) && (
            <div className={styles.line}>
              <span>{t('lacking')}</span>
              <Radio.Group
                aria-label={t('lacking')}
                value={value.lacking ?? 'last'}
                onChange={(event) => become({ lacking: event.target.value as Lacking })}
                options={(['last', 'skip'] as const).map((one) => ({ value: one, label: t(`lackings.${one}`) }))}
              />
            </div>
          )}
        </>
      )}
      {value.way === 'monthly_weekday' && (
        <div className={styles.line}>
          <Select
            aria-label={t('nth')}
            value={value.nth ?? 1}
            onChange={(nth: Nth) => become({ nth })}
            options={nths.map(([nth, key]) => ({ value: nth, label: t(`nths.${key}`) }))}
          />
          <Select
            aria-label={t('weekday')}
            value={value.weekday ?? 1}
            onChange={(weekday: number) => become({ weekday })}
            options={week.map((day) => ({ value: day, label: weekday(day) }))}
          />
        </div>
      )}
      {value.way === 'yearly' && (
        <div className={styles.line}>
          <Select
            aria-label={t('month')}
            value={value.month ?? 1}
            onChange={(month: number) => become({ month, date: Math.min(value.date ?? 1, lengthOf(month)) })}
            options={monthDates.slice(0, 12).map((month) => ({ value: month, label: text.monthName(dayFrom(2024, month, 1)) }))}
          />
          <Select
            aria-label={t('date')}
            value={value.date ?? 1}
            onChange={(date: number) => become({ date })}
            options={monthDates.slice(0, lengthOf(value.month ?? 1)).map((date) => ({ value: date, label: t('dateOf', { date }) }))}
          />
        </div>
      )}
      {value.way === 'festival' && <AroundFestival value={value} onChange={become} />}
    </div>
  )
}

/** A festival with so many days before and after it. */
export function AroundFestival({ value, onChange }: { value: HeldDays; onChange: (change: Partial<HeldDays>) => void }) {
  const t = useTranslations('campaign.days')
  return (
    <>
      <FestivalSelect label={t('festival')} value={value.festival} onChange={(festival) => onChange({ festival })} />
      <div className={styles.line}>
        <CountInput
          aria-label={t('before')}
          min={0}
          max={30}
          prefix={t('beforeHead')}
          suffix={t('beforeUnit')}
          value={value.before ?? null}
          onChange={(before) => onChange({ before })}
        />
        <CountInput
          aria-label={t('after')}
          min={0}
          max={30}
          prefix={t('afterHead')}
          suffix={t('afterUnit')}
          value={value.after ?? null}
          onChange={(after) => onChange({ after })}
        />
      </div>
    </>
  )
}
