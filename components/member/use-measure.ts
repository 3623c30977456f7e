'use client'

import { useTranslations } from 'next-intl'
import type { Measure, Window } from '@/server/engine/ladder/ladder'
import { useFigures } from '../kit/figures'

/** What a ladder measures, in words, and its amounts as they are written here. */
export function useMeasure() {
  const t = useTranslations('member')
  const { money, count } = useFigures()
  return {
    amount: (measure: Measure, value: number): string => (measure === 'net_spend' ? money(value) : count(value)),
    name: (measure: Measure): string => t(`measure.${measure}`),
    inWindow: (measure: Measure, window: Window): string =>
      t('measured', {
        window: t(`window.${window.kind}`, window.kind === 'rolling_days' ? { days: window.days } : {}),
        measure: t(`measure.${measure}`),
      }),
  }
}
