import { Temporal } from 'temporal-polyfill'
import { type Day, isoOf } from './day'

const DAY_MS = 86_400_000
// Offsets change at whole quarter hours everywhere, so one look-up serves all instants of a quarter.
const QUARTER_MS = 900_000
const CACHE_LIMIT = 100_000

const offsetsByZone = new Map<string, Map<number, number>>()

/** Whether this is an IANA time zone name we can compute with. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** Milliseconds to add to UTC for wall-clock time in a zone at an instant. */
function offsetAt(zone: string, at: number): number {
  let offsets = offsetsByZone.get(zone)
  if (!offsets) {
    offsets = new Map()
    offsetsByZone.set(zone, offsets)
  }
  const quarter = Math.floor(at / QUARTER_MS)
  let offset = offsets.get(quarter)
  if (offset === undefined) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS).toZonedDateTimeISO(zone)
    offset = Math.round(zoned.offsetNanoseconds / 1_000_000)
    if (offsets.size >= CACHE_LIMIT) offsets.clear()
    offsets.set(quarter, offset)
  }
  return offset
}

/** The tenant-local date of an instant in milliseconds. */
export const localDay = (zone: string, at: number): Day => Math.floor((at + offsetAt(zone, at)) / DAY_MS)

/** The instant, in milliseconds, at which a tenant-local date begins (00:00, or the first moment after a gap). */
export const startOfDay = (zone: string, day: Day): number =>
  Temporal.PlainDate.from(isoOf(day)).toZonedDateTime(zone).epochMilliseconds

/**
 * The instant of a wall-clock time such as `2011-03-27T01:30:00` in a zone. A time that a clock change skips moves
 * forward by the gap; one that happens twice is the first. Throws a RangeError for text that is not a time.
 */
export const instantOf = (zone: string, wallClock: string): number =>
  Temporal.PlainDateTime.from(wallClock.replace(' ', 'T')).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
