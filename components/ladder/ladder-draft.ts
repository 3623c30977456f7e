import * as z from 'zod'
import { Ladder, LadderSpec } from '@/server/engine/ladder/ladder'
import { timeless } from '@/server/engine/sentence/measure'

export const LadderFields = z.strictObject({ name: Ladder.shape.name, spec: LadderSpec })
export type LadderFields = z.infer<typeof LadderFields>

type HeldWindow = { kind?: string; days?: number | null }
type HeldMeasure = { measure?: string; category?: string; window?: HeldWindow }

/** A ladder as its controls hold it: also what belongs to another choice, so that switching back finds it again. */
export type HeldLadder = {
  name?: string
  spec?: HeldMeasure & {
    validity?: {
      kind?: string
      months?: number | null
      days?: number | null
      period?: string
      next?: boolean
      extraDays?: number | null
      downgrade?: string
      graceDays?: number | null
    }
    /** At once, or the period at whose start. */
    rises?: string
    falls?: boolean
    keepsOther?: boolean
    retention?: HeldMeasure
    entry?: { on?: string; takeBack?: boolean }
    resets?: boolean
    growthReset?: { period?: string; keepBps?: number | null }
    notices?: number[]
  }
}

export const AT_ONCE = 'at_once'

const filled = <K extends string, V>(key: K, value: V | null | undefined): Partial<Record<K, V>> =>
  value === null || value === undefined ? {} : ({ [key]: value } as Record<K, V>)

function measured({ measure, category, window = {} }: HeldMeasure) {
  const always = timeless.has(measure as never)
  return {
    measure,
    ...(measure === 'category_spend' ? filled('category', category) : {}),
    window: always
      ? { kind: 'lifetime' }
      : window.kind === 'rolling_days'
        ? { kind: window.kind, days: window.days }
        : { kind: window.kind },
  }
}

function validityOf(held: NonNullable<NonNullable<HeldLadder['spec']>['validity']>) {
  const { kind, months, days, period, next, extraDays, downgrade, graceDays } = held
  const end = { downgrade, ...filled('graceDays', graceDays) }
  switch (kind) {
    case 'months':
      return { kind, months, ...end }
    case 'days':
      return { kind, days, ...end }
    case 'period':
      return { kind, period, ...(next ? { next } : {}), ...filled('extraDays', extraDays), ...end }
    default:
      return { kind }
  }
}

/** The ladder that the controls stand for: without what was switched off. */
export function ladderDraftOf(values: Record<string, unknown>): unknown {
  const { name, spec = {} } = values as HeldLadder
  const { rises, falls, validity = {}, keepsOther, retention = {}, entry = {}, resets, growthReset, notices = [] } = spec
  return {
    name,
    spec: {
      ...measured(spec),
      validity: validityOf(validity),
      ...(rises && rises !== AT_ONCE ? { rises: { kind: 'next_period', period: rises } } : {}),
      ...(falls && validity.kind !== 'none' ? { falls: AT_ONCE } : {}),
      ...(keepsOther ? { retention: measured(retention) } : {}),
      ...(entry.on === 'passed' || entry.takeBack ? { entry: { on: entry.on ?? 'final', takeBack: entry.takeBack ?? false } } : {}),
      ...(resets ? { growthReset } : {}),
      ...(notices.length > 0 ? { notices } : {}),
    },
  }
}

const days = { days: 365 }

/** What the controls begin with: the ladder, and something sensible for what it leaves out. */
export function heldLadder({ name, spec }: { name: string; spec: LadderSpec }): Record<string, unknown> {
  const { window, validity, rises, falls, retention, entry, growthReset, notices, ...rest } = spec
  return {
    name,
    spec: {
      ...rest,
      window: { ...days, ...window },
      validity: { months: 12, days: 365, period: 'year', next: false, downgrade: 'recalculate', ...validity },
      rises: rises?.period ?? AT_ONCE,
      falls: falls !== undefined,
      keepsOther: retention !== undefined,
      retention: retention ? { ...retention, window: { ...days, ...retention.window } } : { ...rest, window: { ...days, ...window } },
      entry: entry ?? { on: 'final', takeBack: false },
      resets: growthReset !== undefined,
      growthReset: growthReset ?? { period: 'year', keepBps: 0 },
      notices: notices ?? [],
    },
  } satisfies HeldLadder
}
