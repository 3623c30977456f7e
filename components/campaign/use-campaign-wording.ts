'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Wording } from '@/server/engine/sentence/wording'
import { useWording } from '../draft/use-wording'
import { useTRPC } from '../trpc/client'

/** How campaigns are told here: with coupons by name, those of a moment ago included. */
export function useCampaignWording(): { wording: Wording; stores: { id: string; name: string }[] } {
  const trpc = useTRPC()
  const { wording, stores } = useWording()
  const templates = useQuery(trpc.coupon.options.queryOptions()).data
  return useMemo(() => {
    const coupons = new Map((templates ?? []).map(({ id, name }) => [id, name]))
    return { wording: { ...wording, coupon: (id: string) => coupons.get(id) ?? wording.coupon?.(id) }, stores }
  }, [wording, stores, templates])
}
