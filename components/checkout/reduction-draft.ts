import type { FullReduction, ReductionRung } from '@/server/engine/checkout/policy'

type HeldRung = {
  /** Which row it is, whatever its place. */
  key: string
  least?: number | null
  way?: 'off' | 'offBps' | 'none'
  off?: number | null
  offBps?: number | null
  points?: number | null
  freeShipping?: boolean
}
type Held = { rungs?: HeldRung[]; scope?: Record<string, unknown>; from?: string; until?: string } & Record<string, unknown>

const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && (!Array.isArray(value) || value.length > 0)

/** The full reduction that the controls stand for: without what was left empty or belongs to another choice. */
export function reductionDraftOf(values: Record<string, unknown>): unknown {
  const { rungs = [], scope, from, until, ...rest } = values as Held
  return {
    ...rest,
    scope: Object.fromEntries(Object.entries(scope ?? {}).filter(([, value]) => isFilled(value))),
    rungs: rungs.map(rungDraftOf),
    ...(isFilled(from) ? { from } : {}),
    ...(isFilled(until) ? { until } : {}),
  }
}

const rungDraftOf = ({ least, way, off, offBps, points, freeShipping }: HeldRung) => ({
  ...(isFilled(least) ? { least } : {}),
  ...(way === 'off' && isFilled(off) ? { off } : {}),
  ...(way === 'offBps' && isFilled(offBps) ? { offBps } : {}),
  ...(isFilled(points) ? { points } : {}),
  ...(freeShipping ? { freeShipping: true } : {}),
})

const heldRung = (rung: ReductionRung): HeldRung => ({
  key: String(rung.least),
  ...rung,
  way: rung.off !== undefined ? 'off' : rung.offBps !== undefined ? 'offBps' : 'none',
})

/** What the controls begin with. */
export const heldReduction = (reduction: FullReduction): Record<string, unknown> => ({ ...reduction, rungs: reduction.rungs.map(heldRung) })

/** What a new full reduction begins with. */
export const blankReduction = (id: string): Record<string, unknown> => ({
  id,
  name: '',
  enabled: true,
  by: 'amount',
  reads: 'current',
  scope: {},
  rungs: [blankRung()],
})

export const blankRung = (): HeldRung => ({ key: crypto.randomUUID(), way: 'off' })
