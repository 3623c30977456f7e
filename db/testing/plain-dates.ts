/** Dates as a calendar on the wall has them, apart from the engine's own: `2028-02-29` and nothing else. */
const DAY_MS = 86_400_000
const at = (iso: string): number => Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10)))

export const plus = (iso: string, days: number): string => new Date(at(iso) + days * DAY_MS).toISOString().slice(0, 10)
export const yearOf = (iso: string): number => Number(iso.slice(0, 4))
export const monthOf = (iso: string): number => Number(iso.slice(5, 7))
export const dateOf = (iso: string): number => Number(iso.slice(8, 10))
/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (iso: string): number => new Date(at(iso)).getUTCDay() || 7
export const isLastOfMonth = (iso: string): boolean => dateOf(plus(iso, 1)) === 1

/** Whether a date lies in the stretch around a birthday of its own year, 29 February being there. */
export function isAround(iso: string, [month, date]: readonly [number, number], window: 'day' | 'week' | 'month'): boolean {
  const birthday = `${iso.slice(0, 4)}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  if (window === 'day') return iso === birthday
  if (window === 'month') return monthOf(iso) === month
  const monday = plus(birthday, 1 - weekdayOf(birthday))
  return iso >= monday && iso <= plus(monday, 6) && yearOf(iso) === yearOf(birthday)
}
