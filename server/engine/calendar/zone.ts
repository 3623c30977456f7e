import { Temporal } from 'temporal-polyfill'
import { type Day, dayOf, isoOf } from './day'

const DAY_MS = 86_400_000
const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/
const CACHE_LIMIT = 100_000
/** Stands in the cache for a day on which clocks change. */
const CHANGES = Number.NaN

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

const readOffset = (zone: string, at: number): number =>
  Math.round(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000)

/** Milliseconds to add to UTC for wall-clock time in a zone at an instant. */
function offsetAt(zone: string, at: number): number {
  let offsets = offsetsByZone.get(zone)
  if (!offsets) {
    offsets = new Map()
    offsetsByZone.set(zone, offsets)
  }
  // On a day without a clock change one look-up serves the whole day.
  const day = Math.floor(at / DAY_MS) * DAY_MS
  const known = offsets.get(day)
  if (known !== undefined && !Number.isNaN(known)) return known
  if (known === undefined) {
    const [first, last] = [readOffset(zone, day), readOffset(zone, day + DAY_MS)]
    if (offsets.size >= CACHE_LIMIT) offsets.clear()
    offsets.set(day, first === last ? first : CHANGES)
    if (first === last) return first
  }
  return readOffset(zone, at)
}

/** The tenant-local date of an instant in milliseconds. */
export const localDay = (zone: string, at: number): Day => Math.floor((at + offsetAt(zone, at)) / DAY_MS)

/** The hour of the tenant-local day at an instant, 0–23. */
export const localHour = (zone: string, at: number): number => Math.floor((at + offsetAt(zone, at)) / 3_600_000) % 24

/** The minute of the tenant-local day at an instant, 0–1439 on the wall clock: one that is skipped never comes, one that is repeated comes twice. */
export const localMinute = (zone: string, at: number): number => {
  const wall = at + offsetAt(zone, at)
  return Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / 60_000)
}

/** The instant, in milliseconds, at which a tenant-local date begins (00:00, or the first moment after a gap). */
export const startOfDay = (zone: string, day: Day): number => Temporal.PlainDate.from(isoOf(day)).toZonedDateTime(zone).epochMilliseconds

/**
 * The instant of a wall-clock time such as `2011-03-27T01:30:00` in a zone. A time that a clock change skips moves
 * forward by the gap; one that happens twice is the first. Throws a RangeError for text that is not a time.
 */
export function instantOf(zone: string, wallClock: string): number {
  const text = wallClock.replace(' ', 'T')
  const match = WALL_CLOCK.exec(text)
  if (match) {
    const [day, hour, minute, second] = [dayOf(match[1] as string), Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
    const utc = day * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000
    // Where the offset is the same all around, there is no clock change to think of.
    const offset = offsetAt(zone, utc - DAY_MS)
    if (hour < 24 && minute < 60 && second < 60 && offset === offsetAt(zone, utc + DAY_MS) && offset === offsetAt(zone, utc - offset))
      return utc - offset
  }
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}
