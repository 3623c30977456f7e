'use client'

import { useTranslations } from 'next-intl'
import type { HandLadder } from '@/server/member/about-member'
import { useDates } from '../kit/dates'

/** What was set by hand, and until when, as one sentence. */
export function useHandText(): (override: NonNullable<HandLadder['override']>) => string {
  const t = useTranslations('member.hand')
  const dates = useDates()
  return ({ until, locked }) => {
    if (until === null) return t(locked ? 'nowLocked' : 'nowSet')
    return t(locked ? 'nowLockedUntil' : 'nowSetUntil', { date: dates.day(until) })
  }
}
