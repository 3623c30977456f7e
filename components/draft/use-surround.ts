'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import type { CustomEvent, CustomField } from '@/server/engine/program/custom'
import type { Surround } from '@/server/engine/sentence/wording'
import { useFigures, useSetting } from '../kit/figures'
import { useTRPC } from '../trpc/client'

/** The same with what forms offer: the merchant's stores, and the own fields and events of the draft. */
type FormSurround = Surround & { stores: { id: string; name: string }[]; fields: CustomField[]; events: CustomEvent[] }

/** How sentences about the program are written here: the page's language, the merchant's money, points, stores and coupons. */
export function useSurround(): FormSurround {
  const locale = useLocale()
  const { money, count, digits, symbol } = useFigures()
  const { pointsName } = useSetting()
  const trpc = useTRPC()
  const { data } = useQuery(trpc.program.surroundings.queryOptions(undefined, { staleTime: 60_000 }))
  return useMemo(() => {
    const stores = data?.stores ?? []
    const names = new Map(stores.map((store) => [store.id, store.name]))
    const coupons = new Map((data?.coupons ?? []).map((template) => [template.id, template.name]))
    const unit = 10 ** digits
    return {
      language: locale === 'zh' ? ('zh' as const) : ('en' as const),
      // A whole amount reads better without its decimals.
      money: (minor: number) =>
        digits > 0 && minor % unit === 0 ? `${minor < 0 ? '-' : ''}${symbol}${count(Math.abs(minor) / unit)}` : money(minor),
      count,
      pointsName,
      store: (id: string) => names.get(id),
      coupon: (id: string) => coupons.get(id),
      stores,
      fields: data?.fields ?? [],
      events: data?.events ?? [],
    }
  }, [locale, money, count, digits, symbol, pointsName, data])
}
