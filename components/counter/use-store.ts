'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useConsolePath } from '../kit/rights'
import { useTRPC } from '../trpc/client'

/** The open stores that somebody can stand in, and the one they stand in: the only one, or the one chosen last on this device. */
export function useStore() {
  const trpc = useTRPC()
  const key = `rungs:counter:${useConsolePath()('')}`
  const stores = useQuery(trpc.store.list.queryOptions())
  const [chosen, setChosen] = useState<string>()
  useEffect(() => setChosen(window.localStorage.getItem(key) ?? undefined), [key])
  const open = stores.data?.filter((store) => store.kind === 'store' && store.closedAt === null)
  const store = open?.find((one) => one.id === chosen) ?? (open?.length === 1 ? open[0] : undefined)
  return {
    stores: open,
    error: stores.error,
    retry: () => void stores.refetch(),
    store,
    choose: (id: string | undefined) => {
      setChosen(id)
      if (id === undefined) window.localStorage.removeItem(key)
      else window.localStorage.setItem(key, id)
    },
  }
}
