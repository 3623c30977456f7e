import type { Day } from '../calendar/day'
import type { AmountRow, DayExtra, DayRow, History } from '../state'

/** The place of the row of a local date, which is made where there is none. Dates come in order but for orders given back. */
export function placeOf(history: History, day: Day): number {
  const rows = history.days
  let i = rows.length - 1
  while (i >= 0 && (rows[i] as DayRow)[0] > day) i--
  if (i >= 0 && (rows[i] as DayRow)[0] === day) return i
  if (i === rows.length - 1) rows.push([day, 0, 0, 0])
  else rows.splice(i + 1, 0, [day, 0, 0, 0])
  return i + 1
}

/** Books an order among those of its date and returns its place there. */
export function addOrder(history: History, day: Day, paid: number): number {
  const row = history.days[placeOf(history, day)] as DayRow
  row[4] ??= []
  return row[4].push(paid) - 1
}

/** Lowers what is kept of an order of a date. */
export function lowerOrder(history: History, day: Day, place: number, by: number): void {
  const sizes = (history.days[placeOf(history, day)] as DayRow)[4]
  if (sizes?.[place] !== undefined) sizes[place] -= by
}

/** Counts something else that happened on a date. */
export function addExtra(history: History, day: Day, key: keyof DayExtra, amount: number): void {
  const row = history.days[placeOf(history, day)] as DayRow
  // A row without orders has an empty list, so that what else happened stands in its place.
  row[4] ??= []
  row[5] ??= {}
  row[5][key] = (row[5][key] ?? 0) + amount
}

/** Adds to the spend on a category on a date. */
export function addToCategory(history: History, category: string, day: Day, amount: number): void {
  if (amount === 0) return
  history.categories[category] ??= []
  const rows = history.categories[category] as AmountRow[]
  let i = rows.length - 1
  while (i >= 0 && (rows[i] as AmountRow)[0] > day) i--
  if (i >= 0 && (rows[i] as AmountRow)[0] === day) (rows[i] as AmountRow)[1] += amount
  else if (i === rows.length - 1) rows.push([day, amount])
  else rows.splice(i + 1, 0, [day, amount])
}
