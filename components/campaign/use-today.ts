'use client'

import { useNow } from 'next-intl'
import type { Day } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { useSetting } from '../kit/figures'

/** Today's date of the merchant. */
export function useToday(): Day {
  const { timeZone } = useSetting()
  return localDay(timeZone, useNow().getTime())
}
