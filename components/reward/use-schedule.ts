'use client'

import { useTranslations } from 'next-intl'
import { useDates } from '../kit/dates'

/** When a reward can be redeemed, in words. */
export function useSchedule(): (from: string | null, until: string | null) => string {
  const t = useTranslations('reward')
  const dates = useDates()
  return (from, until) => {
    if (from && until) return t('fromUntil', { from: dates.day(from), until: dates.day(until) })
    if (from) return t('fromDay', { from: dates.day(from) })
    return until ? t('untilDay', { until: dates.day(until) }) : t('always')
  }
}
