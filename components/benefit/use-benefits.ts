'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { DraftBenefit } from '@/server/benefit/draft-benefits'
import type { BenefitGrant } from '@/server/engine/benefit/benefit'
import type { BenefitWording } from '@/server/engine/sentence/benefit'
import { useWording } from '../draft/use-wording'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'

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

/** Writes who has a benefit, and reads the library again whatever came of it. */
export function useSetGrants() {
  const t = useTranslations('benefit')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const set = useMutation(trpc.benefit.setGrants.mutationOptions())
  const reload = () => queryClient.invalidateQueries(trpc.benefit.list.queryFilter())
  return {
    pending: set.isPending,
    set: async ({ id, revision }: Pick<DraftBenefit, 'id' | 'revision'>, grants: BenefitGrant[], said: 'givenDone' | 'takenDone') => {
      try {
        await set.mutateAsync({ benefitId: id, revision, grants })
        done(t(said))
      } finally {
        await reload()
      }
    },
  }
}
