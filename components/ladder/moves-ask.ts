import * as z from 'zod'
import type { ChangeQuery } from '@/server/ladder/read-changes'

/** What the record of changes can be narrowed by; its address carries it. */
export const moveFilters = ['tier', 'reason', 'from', 'to'] as const

const reasons = ['reached', 'fell', 'ended', 'by_hand', 'released', 'version'] as const satisfies readonly NonNullable<
  ChangeQuery['reason']
>[]
export const moveReasons: readonly (typeof reasons)[number][] = reasons

type Asked = Partial<Record<(typeof moveFilters)[number] | 'page' | 'size', string | string[] | undefined>>

/** What an address asks of the record: the same in the browser and for the first picture. What makes no sense is left out. */
export function movesAsk(asked: Asked, page = 1, pageSize = 20) {
  const one = (value: string | string[] | undefined) => (typeof value === 'string' && value ? value : undefined)
  const [tierId, from, to] = [one(asked.tier), one(asked.from), one(asked.to)]
  const reason = reasons.find((known) => known === asked.reason)
  return {
    ...(tierId ? { tierId } : {}),
    ...(reason ? { reason } : {}),
    ...(from && z.iso.date().safeParse(from).success ? { from } : {}),
    ...(to && z.iso.date().safeParse(to).success ? { to } : {}),
    page,
    pageSize,
  }
}
