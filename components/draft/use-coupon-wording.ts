'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Wording } from '@/server/engine/sentence/wording'
import { useTRPC } from '../trpc/client'
import { useWording } from './use-wording'

/** How coupons are told here: with the tiers of every ladder, for a coupon may be for any of them. */
export function useCouponWording(): { wording: Wording; stores: { id: string; name: string }[] } {
  const trpc = useTRPC()
  const { wording, stores } = useWording()
  const ladders = useQuery(trpc.ladder.list.queryOptions()).data
  return useMemo(
    () => ({
      wording: { ...wording, tiers: (ladders ?? []).flatMap((ladder) => ladder.tiers.map(({ id, name }) => ({ id, name }))) },
      stores,
    }),
    [wording, stores, ladders],
  )
}
