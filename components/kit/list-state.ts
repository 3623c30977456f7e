'use client'

import { useSearchParams } from 'next/navigation'

export type Sort = { by: string; order: 'asc' | 'desc' }

/** What a list shows, as its address says it. */
export type ListState<F extends string> = {
  filter: Partial<Record<F, string>>
  page: number
  size: number
  sort: Sort | undefined
  /** Whether anything narrows the list. */
  filtered: boolean
  /** Changes filters and goes back to the first page; an empty value takes the filter away. */
  narrow: (change: Partial<Record<F, string | undefined>>) => void
  clear: () => void
  turn: (page: number, size: number) => void
  order: (sort: Sort | undefined) => void
}

const sizes = [20, 50, 100] as const
export const pageSizes: readonly number[] = sizes

/** Keeps filters, sort and page in the address, so that it can be pasted elsewhere and the back button works. */
export function useListState<F extends string>(filters: readonly F[], initialSort?: Sort): ListState<F> {
  const params = useSearchParams()
  const change = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(params)
    for (const [key, value] of Object.entries(changes)) {
      if (value) next.set(key, value)
      else next.delete(key)
    }
    const query = next.toString()
    window.history.pushState(null, '', query ? `?${query}` : window.location.pathname)
  }
  const filter: Partial<Record<F, string>> = {}
  for (const name of filters) {
    const value = params.get(name)
    if (value) filter[name] = value
  }
  const [by, order] = (params.get('sort') ?? '').split('.')
  const size = Number(params.get('size'))
  return {
    filter,
    page: Math.max(1, Math.trunc(Number(params.get('page'))) || 1),
    size: pageSizes.includes(size) ? size : sizes[0],
    sort: by && (order === 'asc' || order === 'desc') ? { by, order } : initialSort,
    filtered: Object.keys(filter).length > 0,
    narrow: (wanted) => change({ ...wanted, page: undefined }),
    clear: () => change({ ...Object.fromEntries(filters.map((name) => [name, undefined])), page: undefined }),
    turn: (page, wanted) =>
      change({
        page: page > 1 ? String(page) : undefined,
        size: wanted === sizes[0] ? undefined : String(wanted),
      }),
    order: (sort) => change({ sort: sort && `${sort.by}.${sort.order}`, page: undefined }),
  }
}
