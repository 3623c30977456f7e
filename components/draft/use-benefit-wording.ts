'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BenefitWording } from '@/server/engine/sentence/benefit'
import { useTRPC } from '../trpc/client'
import { useWording } from './use-wording'

/** How benefits are told here: with the tiers of every ladder of the draft, and coupons by name. */
export function useBenefitWording(): { wording: BenefitWording; stores: { id: string; name: string }[] } {
  const trpc = useTRPC()
  const { wording, stores } = useWording()
  const ladders = useQuery(trpc.ladder.list.queryOptions()).data
  const templates = useQuery(trpc.coupon.options.queryOptions()).data
  return useMemo(() => {
    const tiers = new Map((ladders ?? []).flatMap((ladder) => ladder.tiers.map((tier) => [tier.id, tier.name] as const)))
    const coupons = new Map((templates ?? []).map((template) => [template.id, template.name]))
    return {
      wording: { ...wording, tierOf: (id: string) => tiers.get(id), coupon: (id: string) => coupons.get(id) },
      stores,
    }
  }, [wording, stores, ladders, templates])
}
