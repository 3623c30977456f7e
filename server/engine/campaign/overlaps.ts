import type { Day } from '../calendar/day'
import { compileScope, covers, type Reach } from '../checkout/reach'
import type { ProgramDocument } from '../program/document'
import type { Campaign } from './campaign'
import { together } from './lint'
import { type CompiledSchedule, compileSchedule } from './schedule'

/** What campaigns of one date mean together for members on a tier, or for everybody (null). Campaigns by their ids. */
export type Meeting = {
  tier: string | null
  bonuses: string[]
  factorBps: number
  capBps: number
  capped: boolean
  growth: string[]
  growthBps: number
  discounts: string[]
}

/** A campaign as far as it may meet others. */
export type Meets = Pick<Campaign, 'id' | 'terms'>

/** One effect that may act on a line of an order: a bonus on points or on growth, or something off the price. */
type Part = {
  campaign: string
  bps: number
  on: 'points' | 'growth' | 'price'
  schedule: CompiledSchedule
  hours: number[]
  places: Reach[]
}

/**
 * What those campaigns mean together that fall on a date. Where, when within the day and on which goods they can meet is
 * looked at for each kind of place, hour and article they tell apart; everything else that an effect asks for counts as
 * given. For each tier of the primary ladder it is the highest that an order can come to, in points and in its growth.
 */
export function meetingsOn(campaigns: readonly Meets[], { ladders, points }: ProgramDocument, day: Day): Meeting[] {
  const primary = ladders.find((ladder) => ladder.primary) ?? ladders[0]
  const parts = campaigns.flatMap((campaign) => partsOf(campaign, primary?.id))
  if (parts.length === 0 || primary === undefined) return []
  const elsewhere = new Set(ladders.filter((ladder) => ladder !== primary).flatMap((ladder) => ladder.tiers.map(({ id }) => id)))
  const sets = actingSets(parts, day)
  const told = primary.tiers.map((tier): Meeting => {
    // A member of the tier may stand on a tier of another ladder as well.
    const meant = ({ places }: Part) =>
      places.every(({ tiers }) => tiers === null || tiers.has(tier.id) || [...tiers].some((id) => elsewhere.has(id)))
    return meetingOf(
      sets.map((set) => set.filter(meant)),
      tier,
      points,
    )
  })
  const worth = told.filter(isWorthTelling)
  const [first] = worth
  const alike = first !== undefined && worth.length === primary.tiers.length && worth.every((one) => sameBut(one, first))
  return alike ? [{ ...first, tier: null }] : worth
}

/** Two campaigns that meet, or one that meets the bonus of a tier at the cap. */
const isWorthTelling = ({ bonuses, growth, discounts }: Meeting): boolean => bonuses.length + growth.length + discounts.length > 0

const sameBut = (one: Meeting, other: Meeting): boolean =>
  JSON.stringify({ ...one, tier: null }) === JSON.stringify({ ...other, tier: null })

type TierBonuses = { id: string; bonusBps: number; growthBonusBps?: number | undefined }

function meetingOf(sets: readonly Part[][], tier: TierBonuses, { bonusMode, bonusCapBps: capBps }: ProgramDocument['points']): Meeting {
  const { campaigns: bonuses, factorBps } = highest(sets, 'points', tier.bonusBps, bonusMode)
  // Growth is added up and has no cap.
  const growth = highest(sets, 'growth', tier.growthBonusBps ?? 0, 'sum')
  let discounts: string[] = []
  for (const set of sets) {
    const off = campaignsOf(set.filter(({ on }) => on === 'price'))
    if (off.length > discounts.length) discounts = off
  }
  const capped = factorBps > capBps
  // A bonus that meets nothing is left out, so that what is told of discounts is the same for everybody.
  const met = bonuses.length >= 2 || (bonuses.length === 1 && capped)
  const grows = growth.campaigns.length >= 2
  return {
    tier: tier.id,
    bonuses: met ? bonuses : [],
    factorBps: met ? factorBps : 10_000,
    capBps,
    capped: met && capped,
    growth: grows ? growth.campaigns : [],
    growthBps: grows ? growth.factorBps : 10_000,
    discounts: discounts.length >= 2 ? discounts : [],
  }
}

/** The most that bonuses come to together with that of a tier, and whose they are. */
function highest(
  sets: readonly Part[][],
  of: 'points' | 'growth',
  tierBps: number,
  mode: ProgramDocument['points']['bonusMode'],
): { campaigns: string[]; factorBps: number } {
  let best: Part[] = []
  let factorBps = together(tierBps, [], mode)
  for (const set of sets) {
    const bonuses = set.filter(({ on }) => on === of)
    const factor = together(
      tierBps,
      bonuses.map(({ bps }) => bps),
      mode,
    )
    if (factor > factorBps || (factor === factorBps && bonuses.length > best.length)) {
      factorBps = factor
      best = bonuses
    }
  }
  return { campaigns: campaignsOf(best), factorBps }
}

const campaignsOf = (parts: readonly Part[]): string[] => [...new Set(parts.map(({ campaign }) => campaign))]

function partsOf({ id, terms }: Meets, primary: string | undefined): Part[] {
  const schedule = compileSchedule(terms.schedule)
  const hours = (terms.schedule.hours ?? []).map(({ from }) => Number(from.slice(0, 2)) * 60 + Number(from.slice(3)))
  const { tiers, stores, channels } = terms.audience
  const audience = compileScope({ tiers, stores, channels })
  return terms.effects.flatMap(({ gives }): Part[] => {
    const scoped = (scope: Parameters<typeof compileScope>[0] | undefined) =>
      scope === undefined ? [audience] : [audience, compileScope(scope)]
    switch (gives.kind) {
      case 'points_bonus':
        return [{ campaign: id, bps: gives.bps, on: 'points', schedule, hours, places: scoped(gives.scope) }]
      case 'growth_bonus':
        return gives.ladder === undefined || gives.ladder === primary
          ? [{ campaign: id, bps: gives.bps, on: 'growth', schedule, hours, places: scoped(gives.scope) }]
          : []
      case 'discount':
      case 'member_price':
        return [{ campaign: id, bps: gives.offBps, on: 'price', schedule, hours, places: scoped(gives.scope) }]
      default:
        return []
    }
  })
}

/** The sets of parts that can act on one line of one order of the date; each once. */
function actingSets(parts: readonly Part[], day: Day): Part[][] {
  const reaches = parts.flatMap(({ places }) => places)
  const minutes = [...new Set([0, ...parts.flatMap(({ hours }) => hours)])]
  const stores = kinds(reaches, ({ stores }) => [stores])
  const channels = kinds(reaches, ({ channels }) => [channels])
  const skus = kinds(reaches, ({ skus, exceptSkus }) => [skus, exceptSkus])
  const categories = kinds(reaches, ({ categories, exceptCategories }) => [categories, exceptCategories])
  const found = new Map<string, Part[]>()
  const keep = (set: Part[]) => found.set(set.map((part) => parts.indexOf(part)).join(','), set)
  for (const minute of minutes) {
    const then = parts.filter(({ schedule }) => schedule.isOn(day, minute))
    for (const store of stores)
      for (const channel of channels) {
        const there = then.filter(({ places }) => places.every((reach) => holds(reach.stores, store) && holds(reach.channels, channel)))
        for (const sku of skus)
          for (const category of categories) keep(there.filter(({ places }) => places.every((reach) => covers(reach, sku, category))))
      }
  }
  return [...found.values()]
}

const holds = (names: ReadonlySet<string> | null, name: string | null): boolean => names === null || (name !== null && names.has(name))

/** One name of each kind that the lists tell apart, and none at all. */
function kinds(reaches: readonly Reach[], listsOf: (reach: Reach) => (ReadonlySet<string> | null)[]): (string | null)[] {
  const lists = reaches.flatMap(listsOf)
  const byKind = new Map<string, string>()
  for (const names of lists) for (const name of names ?? []) byKind.set(lists.map((list) => (list?.has(name) ? '1' : '0')).join(''), name)
  return [null, ...byKind.values()]
}
