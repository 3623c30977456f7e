import { hasLines, hasMoney, type TierUnits } from '@/server/engine/rule/terms'
import type { Trigger } from '@/server/engine/vocabulary'
import type { HeldGift } from './coupon-gifts'

/** What a rule gives, which names the field of its reward. */
export type Gives = 'points' | 'growth'

/** How a reward is counted. */
export type Kind = 'rate' | 'flat' | 'per_item' | 'multiplier' | 'coupon'

/** A rule as its controls hold it: also what belongs to another kind or trigger, so that switching back finds it again. */
export type Held = {
  name?: string
  enabled?: boolean
  ladderId?: string
  spec?: {
    trigger?: Trigger
    event?: string
    when?: unknown
    lines?: unknown
    reward?: {
      kind?: Kind
      points?: number | null
      growth?: number | null
      per?: number | null
      mode?: 'exact' | 'full_step'
      byTier?: TierUnits[]
      factorBps?: number | null
      coupons?: HeldGift[]
    }
    weightBps?: number | null
    caps?: Partial<Record<'perOrder' | 'perDay' | 'perMonth' | 'lifetime' | 'budget', number | null>>
    from?: string
    until?: string
    stops?: boolean
    withShipping?: boolean
  }
}

/** The ways in which a rule with this trigger can give. */
export function kindsOf(trigger: Trigger, gives: Gives): Kind[] {
  const kinds: Kind[] = ['flat']
  if (hasMoney(trigger)) kinds.unshift('rate')
  if (hasLines(trigger)) kinds.push('per_item')
  if (hasLines(trigger) && gives === 'points') kinds.push('multiplier')
  if (gives === 'points') kinds.push('coupon')
  return kinds
}

/** The kind that counts: what was chosen, unless the trigger does not know it. */
export const kindOf = (chosen: Kind | undefined, trigger: Trigger, gives: Gives): Kind => {
  const kinds = kindsOf(trigger, gives)
  return chosen && kinds.includes(chosen) ? chosen : (kinds[0] ?? 'flat')
}

/** Whether it gives a number of points or growth, which tiers may have otherwise. */
export const hasUnits = (kind: Kind): boolean => kind !== 'multiplier' && kind !== 'coupon'

/** Whether money paid for shipping can make a difference. */
export const reachesShipping = (kind: Kind, trigger: Trigger): boolean => hasLines(trigger) && (kind === 'rate' || kind === 'multiplier')

/** The draft that the controls stand for: without what was switched off. */
export function ruleDraftOf(values: Record<string, unknown>, gives: Gives): unknown {
  const { spec = {}, ...rest } = values as Held
  const trigger = spec.trigger ?? 'order.paid'
  const kind = kindOf(spec.reward?.kind, trigger, gives)
  const { points, growth, per, mode, byTier, factorBps, coupons } = spec.reward ?? {}
  const units = { [gives]: gives === 'points' ? points : growth, ...(byTier && byTier.length > 0 ? { byTier } : {}) }
  const reward =
    kind === 'multiplier'
      ? { kind, factorBps }
      : kind === 'coupon'
        ? { kind, coupons }
        : kind === 'rate'
          ? { kind, ...units, per, ...(mode === 'full_step' ? { mode } : {}) }
          : { kind, ...units }
  const caps = Object.entries(spec.caps ?? {}).filter(([, most]) => most !== null && most !== undefined)
  return {
    ...rest,
    spec: {
      trigger,
      ...(trigger === 'custom' ? { event: spec.event } : {}),
      when: spec.when,
      ...(hasLines(trigger) ? { lines: spec.lines } : {}),
      reward,
      ...(gives === 'growth' && spec.weightBps !== 10_000 ? { weightBps: spec.weightBps } : {}),
      ...(caps.length > 0 ? { caps: Object.fromEntries(caps) } : {}),
      from: spec.from || undefined,
      until: spec.until || undefined,
      ...(spec.stops ? { stops: true } : {}),
      ...(spec.withShipping && reachesShipping(kind, trigger) ? { withShipping: true } : {}),
    },
  }
}

/** What the controls begin with: the rule, and something sensible for the kinds that it is not. */
export function heldRule(rule: Held, unit: number): Record<string, unknown> {
  const { spec = {}, ...rest } = rule
  const { reward = {}, weightBps, ...more } = spec
  return {
    ...rest,
    spec: {
      trigger: 'order.paid',
      weightBps: weightBps ?? 10_000,
      ...more,
      reward: { kind: 'rate', per: unit, mode: 'exact', factorBps: 20_000, ...reward },
    },
  }
}

/** The folded sections of the form, and which of them hold something. */
export const sections = ['lines', 'tiers', 'caps', 'more'] as const
export type SectionKey = (typeof sections)[number]

/** The sections with something in them that counts, which must not stay folded. */
export function filledSections(values: Record<string, unknown>, gives: Gives): SectionKey[] {
  const { spec = {} } = values as Held
  const trigger = spec.trigger ?? 'order.paid'
  const kind = kindOf(spec.reward?.kind, trigger, gives)
  const some = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== false
  const filled: Record<SectionKey, boolean> = {
    lines: hasLines(trigger) && some(spec.lines),
    tiers: hasUnits(kind) && (spec.reward?.byTier?.length ?? 0) > 0,
    caps: Object.values(spec.caps ?? {}).some(some),
    more:
      some(spec.from) ||
      some(spec.until) ||
      some(spec.stops) ||
      some(spec.withShipping) ||
      (gives === 'growth' && some(spec.weightBps) && spec.weightBps !== 10_000),
  }
  return sections.filter((key) => filled[key])
}

/** The rules with one of them as it is now, or with a new one behind them. */
export const withRule = <R extends { id: string }>(rules: readonly R[], rule: R): R[] =>
  rules.some((other) => other.id === rule.id) ? rules.map((other) => (other.id === rule.id ? rule : other)) : [...rules, rule]
