'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { CampaignAudience } from '@/server/engine/campaign/campaign'
import type { Condition } from '@/server/engine/condition/condition'
import { useTRPC } from '../trpc/client'

/** Counts the members whom an audience means, wherever they buy; nothing where that could not be counted. */
export function useReach(): (audience: CampaignAudience) => Promise<number | null> {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return async ({ tiers, when }) => {
    const onTiers: Condition[] = tiers ? [{ fact: 'member.tier', operator: 'in', value: tiers }] : []
    const parts = [...onTiers, ...(when ? [when] : [])]
    try {
      if (parts.length === 0) return (await queryClient.fetchQuery(trpc.member.list.queryOptions({ pageSize: 1 }))).total
      const condition: Condition = parts.length === 1 && parts[0] ? parts[0] : { all: parts }
      return (await queryClient.fetchQuery(trpc.member.countMatching.queryOptions({ condition }))).count
    } catch {
      // What is only told along the way must not stop what was asked for.
      return null
    }
  }
}
