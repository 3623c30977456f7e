/** One line of the report. `bar` is the least (or, where `most` says so, the most) that passes; nothing when it is only reported. */
export type Figure = { name: string; value: number; unit: string; bar: string | null; pass: boolean | null }

/** A figure that passes at or above its bar. */
export const atLeast = (name: string, value: number, unit: string, bar: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  bar: `>= ${bar}`,
  pass: value >= bar,
})

/** A figure that passes at or below its bar. */
export const atMost = (name: string, value: number, unit: string, bar: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  bar: `<= ${bar}`,
  pass: value <= bar,
})

/** A figure without a bar: a floor's own rate, or a peer that is only told. */
export const told = (name: string, value: number, unit: string): Figure => ({ name, value: rounded(value), unit, bar: null, pass: null })

const rounded = (value: number): number => (value >= 1000 ? Math.round(value) : Number(value.toPrecision(4)))

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

/** Milliseconds of processor that something takes in this process: what one core could do, however many share it. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Calls a second: repeats `work` (which makes `calls` calls) until the time is used, and divides. */
export async function ratePerSecond(work: () => unknown, calls: number, forMs: number): Promise<number> {
  const begin = performance.now()
  let done = 0
  let spent = 0
  do {
    await work()
    done += calls
    spent = performance.now() - begin
  } while (spent < forMs)
  return (done / spent) * 1000
}
