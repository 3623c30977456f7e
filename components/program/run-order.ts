import { dayOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import type { Condition, Leaf } from '@/server/engine/condition/condition'
import { leavesOf } from '@/server/engine/condition/condition'
import { apply } from '@/server/engine/evaluate'
import { timelineOf } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import { sampleState } from '@/server/engine/program/sample'
import { leafText } from '@/server/engine/sentence/condition'
import { thresholdText } from '@/server/engine/sentence/ladder'
import { measureText } from '@/server/engine/sentence/measure'
import { earningRuleSentence, growthRuleSentence } from '@/server/engine/sentence/rule'
import { type Surround, type Wording, wordingOf } from '@/server/engine/sentence/wording'
import type { RuleTrace } from '@/server/engine/trace'

/** What somebody tries: a made-up member who stands on a tier, and one order. */
export type Trial = {
  /** The tier the member stands on before the order; nothing for one below the first. */
  tierId: string | null
  /** Minor units paid. */
  amount: number
  quantity: number
  channel: string
  storeId: string | null
  /** The merchant's date of the order; today when left out. */
  day: string | null
  /** Days since the member joined. */
  joinedDaysAgo: number
}

/** Why a rule gave what it gave. `other` is for a rule of another occasion, `failed` for a condition that was not met. */
export type RuleAnswer = {
  id: string
  name: string
  sentence: string
  gave: number
  unit: 'points' | 'growth'
  because: { kind: 'gave' } | { kind: 'other' } | { kind: 'nothing' } | { kind: 'failed'; condition: string; saw: string | null }
}

export type TrialResult = {
  points: number
  growth: number
  measuresGrowth: boolean
  bonusBps: number
  before: string | null
  after: string | null
  /** Towards the next tier, when there is one. */
  next: { name: string; missing: string } | null
  measured: string
  rules: RuleAnswer[]
}

/** Judges an order of a made-up member by a program, as the server would; nothing is written anywhere. */
export function runOrder(document: ProgramDocument, trial: Trial, surround: Surround, now: number): TrialResult {
  const w = wordingOf(surround, document)
  const timeline = timelineOf([{ id: 'trial', effectiveFrom: 0, document }])
  const program = timeline.at(now)
  const ladder = program.primary
  const day = trial.day ? dayOf(trial.day) : localDay(document.timeZone, now)
  const at = trial.day ? startOfDay(document.timeZone, day) + 12 * 3_600_000 : now
  const stands = ladder.tiers.find((tier) => tier.id === trial.tierId)
  const reached = stands?.threshold ?? 0
  const state = sampleState(timeline, program, {
    day,
    joined: day - trial.joinedDaysAgo,
    spend: ladder.spec.measure === 'net_spend' ? reached : 0,
    orders: ladder.spec.measure === 'order_count' ? reached : 0,
    growth: reached,
  })
  const tierBefore = state.standing.ladders[ladder.id]?.tier ?? null
  const { state: after, outcome } = apply(timeline, state, {
    id: 'trial',
    source: 'trial',
    key: 'trial',
    at,
    day,
    store: trial.storeId,
    body: {
      type: 'order.paid',
      channel: trial.channel.trim() || 'default',
      order_no: 'trial',
      lines: [{ quantity: trial.quantity, amount: trial.amount }],
    },
  })
  const standing = after.standing.ladders[ladder.id]
  const rank = standing?.tier ? (ladder.ranks.get(standing.tier) ?? -1) : -1
  const above = ladder.tiers[rank + 1]
  const measured = standing?.sum ?? 0
  const measure = ladder.spec.measure
  return {
    points: outcome.answer.earned,
    growth: outcome.trace.growth.reduce((sum, [, gave]) => sum + gave, 0),
    measuresGrowth: measure === 'growth',
    bonusBps: outcome.trace.bonusBps,
    before: ladder.tiers.find((tier) => tier.id === tierBefore)?.name ?? null,
    after: ladder.tiers.find((tier) => tier.id === standing?.tier)?.name ?? null,
    next: above ? { name: above.name, missing: thresholdText(measure, Math.max(0, above.threshold - measured), w) } : null,
    measured: `${measureText(ladder.spec, w)} ${thresholdText(measure, measured, w)}`,
    rules: [
      ...document.earningRules.map(({ id, name, spec }) => ({
        id,
        name,
        sentence: earningRuleSentence(spec, w),
        unit: 'points' as const,
        ...answerOf(
          outcome.trace.rules.find((trace) => trace[0] === id),
          spec.when,
          w,
        ),
      })),
      ...document.growthRules.map(({ id, name, spec }) => ({
        id,
        name,
        sentence: growthRuleSentence(spec, w),
        unit: 'growth' as const,
        ...answerOf(
          outcome.trace.growth.find((trace) => trace[0] === id),
          spec.when,
          w,
        ),
      })),
    ],
  }
}

function answerOf(trace: RuleTrace | undefined, when: Condition | undefined, w: Wording): Pick<RuleAnswer, 'gave' | 'because'> {
  if (!trace) return { gave: 0, because: { kind: 'other' } }
  const [, gave, place, saw] = trace
  const leaf = place !== undefined && when ? leavesOf(when)[place] : undefined
  if (leaf) return { gave: 0, because: { kind: 'failed', condition: leafText(leaf, w), saw: sawText(leaf, saw ?? null, w) } }
  return gave === 0 ? { gave, because: { kind: 'nothing' } } : { gave, because: { kind: 'gave' } }
}

/** What the rule met instead, told by the same words as the condition itself; nothing when there was no value. */
function sawText(leaf: Leaf, saw: string | number | null, w: Wording): string | null {
  if (saw === null) return null
  return leafText({ ...leaf, operator: 'eq', value: saw }, w)
}
