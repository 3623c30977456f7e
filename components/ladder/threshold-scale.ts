/** How many members have at least a value: rising values, each with its count. `exact` when every value there is has its point. */
export type Curve = { members: number; exact: boolean; points: readonly (readonly [value: number, atLeast: number])[] }

/** Members with at least so much; between two points of a curve that is not exact, as far along as the value is. */
export function atLeast({ members, exact, points }: Curve, value: number): number {
  const next = points.findIndex(([at]) => at >= value)
  if (next < 0) return 0
  const [above, count] = points[next] as readonly [number, number]
  const before = points[next - 1]
  if (!before) return members
  if (exact || above === value) return count
  const [below, more] = before
  return Math.round(more + ((count - more) * (value - below)) / (above - below))
}

/** Where a value lies between the left end (0) and the right end (1), and back. */
export type Scale = { max: number; place: (value: number) => number; value: (place: number) => number }

/** How many units there may be for each to have the same room. */
const FEW = 30

/**
 * A scale from zero to beyond the greatest value. Few different values have the same room each; many are told apart
 * where most members are, and pressed together above.
 */
export function scaleOf(curve: Curve, thresholds: readonly number[]): Scale {
  const greatest = Math.max(curve.points.at(-1)?.[0] ?? 0, ...thresholds, 1)
  const max = roundUp(greatest * 1.1)
  const unit = usual(curve)
  if (max / unit <= FEW) {
    return { max, place: (value) => clamp(value / max, 0, 1), value: (place) => place * max }
  }
  const whole = Math.log1p(max / unit)
  return {
    max,
    place: (value) => clamp(Math.log1p(Math.max(0, value) / unit) / whole, 0, 1),
    value: (place) => Math.expm1(place * whole) * unit,
  }
}

/** What a tenth of the members who have something at all have at most. */
function usual(curve: Curve): number {
  const some = atLeast(curve, 1)
  const point = curve.points.find(([value, count]) => value > 0 && count <= some * 0.9) ?? curve.points.find(([value]) => value > 0)
  return Math.max(1, point?.[0] ?? 1)
}

const clamp = (n: number, least: number, most: number): number => Math.min(most, Math.max(least, n))

/** The next number above that reads well: 1, 2 or 5 with zeros. */
function roundUp(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n))
  const lead = [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= n) ?? 10
  return Math.ceil(lead * power)
}

export type Bar = { from: number; to: number; count: number }

/** Members in so many parts of a scale. What is below zero is in the first one, what is beyond the end in the last. */
export function barsOf(curve: Curve, scale: Scale, parts: number): Bar[] {
  const edges = Array.from({ length: parts + 1 }, (_, place) => scale.value(place / parts))
  const counts = edges.map((edge, place) => (place === 0 ? curve.members : place === parts ? 0 : atLeast(curve, edge)))
  return Array.from({ length: parts }, (_, place) => ({
    from: Math.ceil(edges[place] ?? 0),
    to: Math.ceil(edges[place + 1] ?? 0),
    count: (counts[place] ?? 0) - (counts[place + 1] ?? 0),
  }))
}

/** Round values along a scale, so far apart that their labels do not touch. */
export function ticksOf(scale: Scale, apart: number): number[] {
  const ticks = [0]
  for (let power = 1; power <= scale.max; power *= 10) {
    for (const lead of [1, 2, 5]) {
      const tick = lead * power
      if (tick <= scale.max && scale.place(tick) - scale.place(ticks.at(-1) ?? 0) >= apart && scale.place(tick) <= 1 - apart / 2)
        ticks.push(tick)
    }
  }
  return ticks
}

/** How far one step goes at a value: a tenth of its leading power of ten, and no less than the smallest. */
export function stepAt(value: number, smallest: number): number {
  if (value <= 0) return smallest
  return Math.max(smallest, 10 ** (Math.floor(Math.log10(value)) - 1))
}

/** The nearest value that a step leads to. */
export function snapped(value: number, smallest: number): number {
  const step = stepAt(value, smallest)
  return Math.max(0, Math.round(value / step) * step)
}

/** Between which values one of several rising thresholds may lie: above the one before, below the one after. */
export function roomOf(thresholds: readonly number[], place: number, most: number): [least: number, most: number] {
  const [below, above] = [thresholds[place - 1], thresholds[place + 1]]
  return [below === undefined ? 0 : below + 1, above === undefined ? most : above - 1]
}

/**
 * Members on each tier of rising thresholds, given how many reach each one, and those below all. A tier from zero holds
 * everybody, also who is below zero.
 */
export function heldBy(members: number, thresholds: readonly number[], reach: readonly number[]): { held: number[]; below: number } {
  const counts = reach.map((count, place) => (place === 0 && thresholds[0] === 0 ? members : count))
  return { held: counts.map((count, place) => count - (counts[place + 1] ?? 0)), below: members - (counts[0] ?? members) }
}
