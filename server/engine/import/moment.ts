import { dayFrom, isoOf, monthLength } from '../calendar/day'
import { instantOf } from '../calendar/zone'
import type { DateOrder } from './column'

const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?\d*)?(Z|[+-]\d{2}:?\d{2})$/u
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|上午|下午)?$/iu

/**
 * The instant, in milliseconds, that a file means by a date and time. Without an offset it is wall-clock time in the
 * tenant's zone: a time that a clock change skips moves forward by the gap, one that happens twice is the first. A date
 * alone is its 00:00. Nothing when the text is not a real date.
 */
export function readMoment(text: string, order: DateOrder, zone: string): number | null {
  const s = text.normalize('NFKC').trim()
  const zoned = WITH_OFFSET.exec(s.replace(/^(\d{4}-\d{2}-\d{2})\s+/u, '$1T').replace(/\s*(Z|[+-]\d{2}:?\d{2})$/u, '$1'))
  if (zoned) {
    const offset = zoned[6] === 'Z' ? 0 : offsetMinutes(zoned[6] ?? '')
    const date = readDate(zoned[1] ?? '', 'ymd')
    const time = readClock(`${zoned[2]}:${zoned[3]}:${zoned[4] ?? '00'}`)
    if (date === null || time === null || offset === null) return null
    return (date * 1440 - offset) * 60_000 + time * 1000 + Math.round(Number(zoned[5] ?? 0) * 1000)
  }
  const cut = /^([^\sT]+?)(?:[\sT]+|(?<=日))(\S.*)$/u.exec(s)
  const date = readDate(cut?.[1] ?? s, order)
  const time = cut ? readClock(cut[2] ?? '') : 0
  if (date === null || time === null) return null
  const two = (n: number) => String(n).padStart(2, '0')
  return instantOf(zone, `${isoOf(date)}T${two(Math.floor(time / 3600))}:${two(Math.floor(time / 60) % 60)}:${two(time % 60)}`)
}

function offsetMinutes(text: string): number | null {
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(-2))
  if (hours > 14 || minutes > 59) return null
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function readDate(text: string, order: DateOrder): number | null {
  const packed = /^(\d{4})(\d{2})(\d{2})$/u.exec(text)
  const parts = packed ?? /^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?$/u.exec(text)
  if (!parts) return null
  const [a, b, c] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const yearFirst = (parts[1] ?? '').length === 4
  if (!yearFirst && ((parts[3] ?? '').length !== 4 || order === 'ymd')) return null
  const [year, month, date] = yearFirst ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b]
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || date < 1 || date > monthLength(year, month)) return null
  return dayFrom(year, month, date)
}

/** Seconds since midnight. */
function readClock(text: string): number | null {
  const match = CLOCK.exec(text.replace(/^(上午|下午)\s*(.*)$/u, '$2 $1'))
  if (!match) return null
  const half = match[4]?.toLowerCase()
  let hours = Number(match[1])
  const [minutes, seconds] = [Number(match[2]), Number(match[3] ?? 0)]
  if (half && (hours < 1 || hours > 12) && !(half === '上午' || half === '下午')) return null
  if ((half === 'pm' || half === '下午') && hours < 12) hours += 12
  if ((half === 'am' || half === '上午') && hours === 12) hours = 0
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  return hours * 3600 + minutes * 60 + seconds
}

/** The order of day, month and year that most of these dates allow; year first when nothing speaks against it. */
export function guessDateOrder(samples: readonly string[]): DateOrder {
  let dayFirst = 0
  let monthFirst = 0
  for (const text of samples) {
    const match = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}/u.exec(text)
    if (!match) continue
    if (Number(match[2]) > 12) monthFirst++
    else if (Number(match[1]) > 12) dayFirst++
    else dayFirst += 0.1
  }
  if (dayFirst === 0 && monthFirst === 0) return 'ymd'
  return monthFirst > dayFirst ? 'mdy' : 'dmy'
}
