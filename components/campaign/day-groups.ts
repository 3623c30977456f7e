import type { EffectAnswer } from './outcome-answers'

type Day = EffectAnswer['byDay'][number]
/** One day, or several that are drawn as one. */
export type DayGroup = { from: string; until: string; grants: number; orders: number; sales: number }

/** So many columns can be told apart on a phone. */
const MOST = 62

/** Days as they are drawn: each by itself, or so many together that there are not too many of them. */
export function groupDays(days: readonly Day[]): { each: number; groups: DayGroup[] } {
  const each = days.length <= MOST ? 1 : Math.ceil(days.length / MOST / 7) * 7
  const groups: DayGroup[] = []
  for (const [i, { day, grants, orders, sales }] of days.entries()) {
    const group = groups.at(-1)
    if (group === undefined || i % each === 0) groups.push({ from: day, until: day, grants, orders: orders ?? 0, sales: sales ?? 0 })
    else
      Object.assign(group, {
        until: day,
        grants: group.grants + grants,
        orders: group.orders + (orders ?? 0),
        sales: group.sales + (sales ?? 0),
      })
  }
  return { each, groups }
}
