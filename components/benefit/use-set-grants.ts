'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { DraftBenefit } from '@/server/benefit/draft-benefits'
import type { BenefitGrant } from '@/server/engine/benefit/benefit'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'

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
