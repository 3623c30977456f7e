import type { Day } from '../calendar/day'
import { allocate } from '../money/allocate'
import { floorOf } from '../money/exact'
import type { BookedLine, DayRow, History, OrderRecord } from '../state'
import type { Note } from '../trace'
import type { OrderLine } from '../vocabulary'

/** The lines of an order as booked; an order told as one amount is one line. */
export function bookedLines(amount: number | undefined, lines: readonly OrderLine[] | undefined): BookedLine[] {
  if (!lines) return [['1', 1, amount ?? 0, 0, 0]]
  return lines.map((line, i): BookedLine => [line.line ?? String(i + 1), line.quantity, line.amount, 0, 0])
}

/** Adds to the sums of a local date and returns the place of its row. Dates come in order but for orders given back. */
export function addToDay(history: History, day: Day, spend: number, orders: number, checkIns: number): number {
  const place = placeOf(history.days, day)
  const row = history.days[place] as DayRow
  row[1] += spend
  row[2] += orders
  row[3] += checkIns
  history.spend += spend
  history.orders += orders
  history.checkIns += checkIns
  return place
}

function placeOf(rows: DayRow[], day: Day): number {
  let i = rows.length - 1
  while (i >= 0 && (rows[i] as DayRow)[0] > day) i--
  if (i >= 0 && (rows[i] as DayRow)[0] === day) return i
  rows.splice(i + 1, 0, [day, 0, 0, 0])
  return i + 1
}

/** What is left of an order. */
export const keptAmount = (order: OrderRecord): number => order.paid - order.refunded

/** How many items are left of an order. */
export const keptQuantity = (order: OrderRecord): number => order.lines.reduce((sum, l) => sum + l[1] - l[3], 0)

/**
 * Books what came back and returns the money it comes to. Of a line, quantity gives back its share of the amount, so
 * that the parts of a line always sum to the line. An amount is spread over what is left by largest remainder. With
 * neither, all that is left goes back. More than is left counts only as what is left.
 */
export function giveBack(
  order: OrderRecord,
  amount: number | null,
  lines: readonly (readonly [line: string, quantity: number])[],
  notes: Note[],
): number {
  if (lines.length === 0) return giveBackAmount(order, amount ?? keptAmount(order), notes)
  let value = 0
  const touched: BookedLine[] = []
  for (const [name, quantity] of lines) {
    const line = order.lines.find((l) => l[0] === name)
    if (!line) {
      if (!notes.includes('unknown_line')) notes.push('unknown_line')
      continue
    }
    if (quantity > line[1] - line[3] && !notes.includes('over_refund')) notes.push('over_refund')
    line[3] = Math.min(line[1], line[3] + quantity)
    touched.push(line)
    if (amount === null) {
      const due = line[3] === line[1] ? line[2] : floorOf(line[2], line[3], line[1])
      const back = Math.max(0, due - line[4])
      line[4] += back
      value += back
    }
  }
  order.refunded += value
  return amount === null ? value : giveBackAmount(order, amount, notes)
}

/** Spreads an amount over what is left of each line. */
function giveBackAmount(order: OrderRecord, amount: number, notes: Note[]): number {
  const left = keptAmount(order)
  if (amount > left && !notes.includes('over_refund')) notes.push('over_refund')
  const value = Math.min(amount, left)
  const parts = allocate(
    value,
    order.lines.map((l) => Math.max(0, l[2] - l[4])),
  )
  for (const [i, part] of parts.entries()) (order.lines[i] as BookedLine)[4] += part
  order.refunded += value
  return value
}
