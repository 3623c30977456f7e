import { isoOf } from '@/server/engine/calendar/day'
import type { Campaigns, CompiledEffect } from '@/server/engine/campaign/compile'
import { campaignsOff, momentOf } from '@/server/engine/campaign/off'
import { progressOf } from '@/server/engine/ladder/progress'
import type { CompiledLadder, Program } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Attempt, Followed, Tried } from '@/server/engine/program/trial'
import { campaignSentence, effectSentence } from '@/server/engine/sentence/campaign'
import { effectVerdictText, isHandedOver, offReason } from '@/server/engine/sentence/effect-verdict'
import { movementText, moveText, noteText, reminderText, unitText } from '@/server/engine/sentence/happened'
import { bareAmount, measureText } from '@/server/engine/sentence/measure'
import { earningRuleSentence, growthRuleSentence } from '@/server/engine/sentence/rule'
import { type Verdict, verdictOf, verdictText } from '@/server/engine/sentence/verdict'
import { capital, dateText, percentText, pointsText, type Surround, type Wording, wordingOf } from '@/server/engine/sentence/wording'
import { availablePoints, type MemberState, pendingPoints } from '@/server/engine/state'
import type { RuleTrace, TierChange } from '@/server/engine/trace'

/** A figure before and after. */
export type Change = { before: number; after: number }

/** One rule of the version that judged: its sentence, what it gave, and why. */
export type RuleTold = { id: string; name: string; sentence: string; verdict: Verdict; gave: string | null; because: string }

export type LadderTold = {
  id: string
  name: string
  before: string | null
  after: string | null
  measured: string
  missing: { tier: string; amount: string } | null
  until: string | null
}

/** What an attempt came to, in words. */
export type TrialTold = {
  earned: number
  reversed: number
  available: Change
  pending: Change
  owed: Change
  growth: (Change & { name: string })[]
  bonus: string | null
  ladders: LadderTold[]
  rows: string[]
  notes: string[]
  /** What time did on the way to it. */
  way: string[]
  /** Nothing when time alone was tried. */
  rules: RuleTold[] | null
}

/** The campaigns that it was tried with, where the clock on the wall stands, and what was tried. */
type Around = { campaigns: Campaigns; zone: string; attempt: Attempt }

/** Puts what an attempt came to into words, by the program that judged it. */
export function tellTrial(tried: Tried, document: ProgramDocument, surround: Surround, around: Around): TrialTold {
  const { start, before, after, outcome, program } = tried
  const w = wordingOf(surround, document)
  // What happens on the way belongs to the change where nothing but time was tried.
  const from = outcome === null ? start : before
  const figure = (read: (state: MemberState) => number): Change => ({ before: read(from), after: read(after) })
  return {
    earned: outcome?.answer.earned ?? 0,
    reversed: outcome?.answer.reversed ?? 0,
    available: figure((state) => availablePoints(state.standing)),
    pending: figure((state) => pendingPoints(state.standing)),
    owed: figure((state) => Math.abs(state.standing.debt)),
    growth: program.ladders.flatMap((ladder) => {
      const change = figure((state) => state.standing.ladders[ladder.id]?.growth ?? 0)
      const counts = ladder.spec.measure === 'growth' || change.before !== 0 || change.after !== 0
      return counts ? [{ ...change, name: ladder.name }] : []
    }),
    bonus: outcome && outcome.trace.bonusBps > 0 ? percentText(outcome.trace.bonusBps) : null,
    ladders: program.ladders.map((ladder) => ladderTold(ladder, from, after, w)),
    rows: followedText(tried.event, program, document, around.campaigns, w, false),
    notes: outcome?.trace.notes.map((note) => noteText(note, w)) ?? [],
    way: followedText(tried.way, program, document, around.campaigns, w, true),
    rules: outcome && [...rulesTold(outcome.trace, document, w), ...effectsTold(outcome.trace, around, w)],
  }
}

function ladderTold(ladder: CompiledLadder, from: MemberState, after: MemberState, w: Wording): LadderTold {
  const name = (state: MemberState): string | null => {
    const held = state.standing.ladders[ladder.id]?.tier
    return ladder.tiers.find((tier) => tier.id === held)?.name ?? null
  }
  const base = { id: ladder.id, name: ladder.name, before: name(from), after: name(after) }
  if (!after.standing.ladders[ladder.id]) return { ...base, measured: '', missing: null, until: null }
  const { measure, measured, next, until } = progressOf(ladder, after, after.day)
  return {
    ...base,
    measured: `${capital(measureText(ladder.spec, w))} ${bareAmount(measure, measured, w)}`,
    missing: next && { tier: next.tier.name, amount: bareAmount(measure, next.missing, w) },
    until: until === null ? null : dateText(isoOf(until), w.language),
  }
}

/** Rows of the ledger, changes of tier and reminders, in words; with their day where several days are meant. */
function followedText(
  { movements, tierChanges, reminders }: Followed,
  program: Program,
  document: ProgramDocument,
  campaigns: Campaigns,
  w: Wording,
  dated: boolean,
): string[] {
  const rules = new Map([...document.earningRules, ...document.growthRules].map((rule) => [rule.id, rule.name]))
  const said = [
    ...movements.map((row) => ({
      day: row.day,
      text: movementText(
        {
          ...row,
          unit: row.unit === 'points' ? 'points' : 'growth',
          rule: row.rule && (rules.get(row.rule) ?? campaigns.effect(row.rule)?.campaign.name ?? null),
        },
        w,
      ),
    })),
    ...tierChanges.map((change) => ({ day: change.day, text: changeText(change, program, w) })),
    ...reminders.flatMap((reminder) => {
      const told = reminderOf(reminder, program, w)
      return told === null ? [] : [{ day: reminder.day, text: told }]
    }),
  ]
  const text = (line: { day: number; text: string }): string => {
    const told = w.language === 'zh' ? line.text : capital(line.text)
    return dated ? `${dateText(isoOf(line.day), w.language)}${w.language === 'zh' ? '：' : ': '}${told}` : told
  }
  return said.toSorted((a, b) => a.day - b.day).map(text)
}

function changeText(change: TierChange, program: Program, w: Wording): string {
  const ladder = program.ladders.find((one) => one.id === change.ladder)
  const nameOf = (id: string | null) => ladder?.tiers.find((tier) => tier.id === id)?.name ?? null
  const rank = (id: string | null) => (id === null ? -1 : (ladder?.ranks.get(id) ?? -1))
  return moveText(
    {
      ladder: ladder?.name ?? '',
      named: program.ladders.length > 1,
      from: nameOf(change.from),
      to: nameOf(change.to),
      rise: rank(change.to) > rank(change.from),
      reason: change.reason,
      measured: change.measured,
      threshold: change.threshold,
      spec: ladder?.spec ?? null,
    },
    w,
  )
}

function reminderOf(reminder: Followed['reminders'][number], program: Program, w: Wording): string | null {
  switch (reminder.kind) {
    case 'points_expiring':
      return reminderText({ ...reminder, on: isoOf(reminder.on) }, w)
    case 'tier_ending': {
      const tier = program.ladders.find((one) => one.id === reminder.ladder)?.tiers.find((one) => one.id === reminder.tier)
      return tier ? reminderText({ ...reminder, tier: tier.name, on: isoOf(reminder.on) }, w) : null
    }
    case 'auto_redeemed':
      return w.language === 'zh'
        ? `${pointsText(reminder.amount, w)}自动兑换了「${reminder.reward}」`
        : `${pointsText(reminder.amount, w)} were exchanged for “${reminder.reward}”`
  }
}

const gaveText = (found: RuleTrace | undefined, unit: 'points' | 'growth', w: Wording): string | null => {
  const gave = found?.[1] ?? 0
  return gave === 0 ? null : `${gave > 0 ? '+' : '−'}${unitText(Math.abs(gave), unit, w)}`
}

/** What effects of campaigns that were on came to; and campaigns that were not on then, though at work around that day. */
function effectsTold(trace: { rules: RuleTrace[]; growth: RuleTrace[] }, { campaigns, zone, attempt }: Around, w: Wording): RuleTold[] {
  const moment = attempt.body && momentOf(attempt.body.type)
  const ofUnit = (unit: 'points' | 'growth', traces: readonly RuleTrace[]) =>
    traces.flatMap((found) => {
      const effect = campaigns.effect(found[0])
      return effect === undefined ? [] : [effectTold(effect, found, unit, w)]
    })
  return [
    ...ofUnit('points', trace.rules),
    ...ofUnit('growth', trace.growth),
    ...(moment ? campaignsOff(campaigns, zone, attempt.at, moment) : []).map(
      ({ campaign, why }): RuleTold => ({
        id: campaign.id,
        name: campaign.name,
        sentence: campaignSentence(campaign.terms, w),
        verdict: 'not_asked',
        gave: null,
        because: offReason(why, w),
      }),
    ),
  ]
}

function effectTold({ id, campaign, at, gives }: CompiledEffect, found: RuleTrace, unit: 'points' | 'growth', w: Wording): RuleTold {
  const place = campaign.effects.findIndex((one) => one.id === id)
  const effect = campaign.terms.effects[place] ?? { at, gives, limits: {} }
  return {
    id,
    name: campaign.name,
    sentence: effectSentence(effect, w),
    verdict: verdictOf(found),
    gave: isHandedOver(effect) ? null : gaveText(found, unit, w),
    because: effectVerdictText(found, { effect, audience: campaign.terms.audience }, unit, w),
  }
}

function rulesTold(trace: { rules: RuleTrace[]; growth: RuleTrace[] }, document: ProgramDocument, w: Wording): RuleTold[] {
  const told = (
    id: string,
    name: string,
    sentence: string,
    found: RuleTrace | undefined,
    unit: 'points' | 'growth',
    spec: Parameters<typeof verdictText>[1],
  ) => ({
    id,
    name,
    sentence,
    verdict: verdictOf(found),
    gave: gaveText(found, unit, w),
    because: verdictText(found, spec, unit, w),
  })
  return [
    ...document.earningRules.map(({ id, name, spec }) =>
      told(
        id,
        name,
        earningRuleSentence(spec, w),
        trace.rules.find(([rule]) => rule === id),
        'points',
        spec,
      ),
    ),
    ...document.growthRules.map(({ id, name, spec }) =>
      told(
        id,
        name,
        growthRuleSentence(spec, w),
        trace.growth.find(([rule]) => rule === id),
        'growth',
        spec,
      ),
    ),
  ]
}
