import type { RewardDraft, RewardKind, RewardSpec } from '@/server/engine/reward/reward'
import type { TierUnits } from '@/server/engine/rule/terms'

export const rewardKinds = ['coupon', 'goods', 'service', 'lottery_ticket'] as const
export type RewardKindName = RewardKind['kind']

/** What the address asked to begin with. */
export const kindOf = (asked: string | string[] | undefined): RewardKindName => rewardKinds.find((one) => one === asked) ?? 'goods'

/** A reward as its controls hold it: also what belongs to another kind, so that switching back finds it again. */
export type HeldReward = {
  name?: string
  intro?: string
  picture?: string | null
  stock?: number | null
  conditioned?: boolean
  spec?: {
    gives?: { kind?: RewardKindName; template?: string; by?: 'send' | 'collect'; sku?: string }
    points?: number | null
    byTier?: TierUnits[]
    tiers?: string[]
    when?: unknown
    limits?: { perMember?: number | null; perMemberDay?: number | null }
    from?: string
    until?: string
  }
}

/** The draft that the controls stand for: without what was switched off or left empty. */
export function rewardDraftOf(values: Record<string, unknown>): unknown {
  const { name, intro, picture, stock, conditioned, spec = {} } = values as HeldReward
  const { gives = {}, points, byTier = [], tiers = [], when, limits = {}, from, until } = spec
  const filled = Object.entries(limits).filter(([, most]) => typeof most === 'number')
  return {
    name,
    intro: intro ?? '',
    picture: picture ?? null,
    stock: stock ?? null,
    spec: {
      gives: givesOf(gives),
      points,
      ...(byTier.length > 0 ? { byTier: byTier.map(({ tierId, units }) => ({ tier: tierId, points: units })) } : {}),
      ...(tiers.length > 0 ? { tiers } : {}),
      ...(conditioned && when !== undefined ? { when } : {}),
      limits: Object.fromEntries(filled),
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
    },
  }
}

function givesOf({ kind = 'goods', template, by = 'send', sku }: NonNullable<NonNullable<HeldReward['spec']>['gives']>): unknown {
  if (kind === 'coupon') return { kind, template }
  if (kind === 'goods') return { kind, by, ...(sku?.trim() ? { sku } : {}) }
  return { kind }
}

/** What the controls begin with for a reward that is there. */
export function heldReward({ name, intro, picture, stock, spec }: RewardDraft): HeldReward & Record<string, unknown> {
  return {
    name,
    intro,
    picture,
    stock,
    conditioned: spec.when !== undefined,
    spec: { ...spec, gives: heldGives(spec), byTier: (spec.byTier ?? []).map(({ tier, points }) => ({ tierId: tier, units: points })) },
  }
}

const heldGives = ({ gives }: RewardSpec): NonNullable<NonNullable<HeldReward['spec']>['gives']> => ({ by: 'send', ...gives })

/** What a new reward of a kind begins with: figures that make sense for most. */
export function startedAs(kind: RewardKindName): HeldReward & Record<string, unknown> {
  const spec = { gives: { kind, by: 'send' as const }, byTier: [], limits: {} }
  switch (kind) {
    case 'coupon':
      return { picture: null, stock: 500, spec: { ...spec, points: 500, limits: { perMember: 2 } } }
    case 'goods':
      return { picture: null, stock: 50, spec: { ...spec, points: 2_000, limits: { perMember: 1 } } }
    case 'service':
      return { picture: null, stock: 100, spec: { ...spec, points: 1_500, limits: { perMember: 1 } } }
    case 'lottery_ticket':
      return { picture: null, stock: null, spec: { ...spec, points: 50, limits: { perMemberDay: 3 } } }
  }
}
