'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Wording, wordingOf } from '@/server/engine/sentence/wording'
import { useTRPC } from '../trpc/client'
import { useSurround } from './use-surround'

/** The wording in which the rules of the draft are told: its tiers, and the merchant's own fields and events. */
export function useWording(): { wording: Wording; stores: { id: string; name: string }[] } {
  const trpc = useTRPC()
  const surround = useSurround()
  const ladders = useQuery(trpc.ladder.list.queryOptions()).data
  const own = useQuery(trpc.field.list.queryOptions()).data
  const wording = useMemo(
    () => wordingOf(surround, { ladders: ladders ?? [], fields: own?.fields, events: own?.events }),
    [surround, ladders, own],
  )
  return { wording, stores: surround.stores }
}
