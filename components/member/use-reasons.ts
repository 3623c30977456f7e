'use client'

import { useLocale, useTranslations } from 'next-intl'
import { facts } from '@/server/engine/condition/facts'
import { percentText } from '@/server/engine/sentence/wording'
import type { Missed, RuleExplained } from '@/server/member/explain-rules'
import type { ActFacts, EventFacts, TimelineLine } from '@/server/member/read-timeline'
import { useDates } from '../kit/dates'
import { useFigures, useSetting } from '../kit/figures'
import { useMeasure } from './use-measure'

const knownSources = ['console', 'api', 'import', 'rungs'] as const
const knownFields = ['name', 'phone', 'store'] as const

/** A line of the timeline in words: what happened, and the reasons, most telling first. */
export function useReasons(line: TimelineLine): { title: string; reasons: string[] } {
  const t = useTranslations('member')
  const titleOf = useTitle()
  const rules = useRuleWords()
  const books = useBookWords()
  const circumstances = useCircumstances()
  const { event, act } = line
  const reasons = [
    ...(event?.reason ? [t('because.reason', { reason: event.reason })] : []),
    ...(event ? rules(event) : []),
    ...books(line),
    ...(event ? event.notes.map((note) => t(`note.${note}`)) : []),
    ...(event ? circumstances.ofEvent(event) : []),
    ...(act ? circumstances.ofAct(act) : []),
  ]
  return { title: titleOf(line), reasons: [...new Set(reasons)] }
}

function useTitle() {
  const t = useTranslations('member')
  const { money, count } = useFigures()
  const { pointsName } = useSetting()
  const points = (n: number) => `${count(Math.abs(n))} ${pointsName}`
  const ofEvent = ({ type, orderNo, amount }: EventFacts): string => {
    switch (type) {
      case 'order.paid':
        return t('line.order', { no: orderNo ?? '', amount: money(amount ?? 0) })
      case 'order.refunded':
        if (orderNo === null) return t('line.refundAlone', { amount: money(amount ?? 0) })
        return amount === null ? t('line.refundLines', { no: orderNo }) : t('line.refund', { no: orderNo, amount: money(amount) })
      case 'member.registered':
        return t('line.registered')
      case 'member.checked_in':
        return t('line.checkedIn')
      case 'points.spent':
        return t('line.spent', { points: points(amount ?? 0) })
      case 'points.adjusted':
        return t((amount ?? 0) > 0 ? 'line.added' : 'line.taken', { points: points(amount ?? 0) })
    }
  }
  return ({ kind, event, act }: TimelineLine): string => {
    if (event) return ofEvent(event)
    if (act) {
      const fields = knownFields.filter((field) => act.changed.includes(field)).map((field) => t(`field.${field}`))
      return act.action === 'member.updated' ? t('line.updated', { fields: fields.join(t('comma')) }) : t('line.revealed')
    }
    return t(kind === 'version' ? 'line.version' : kind === 'correction' ? 'line.correction' : 'line.day')
  }
}

/** Why each rule gave, took back or stayed silent. */
function useRuleWords() {
  const t = useTranslations('member')
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const missed = useMissed()
  const unitOf = (unit: RuleExplained['unit']) => (unit === 'points' ? pointsName : t('growth'))
  const amountOf = (amount: number, unit: RuleExplained['unit']) => `${count(Math.abs(amount))} ${unitOf(unit)}`
  return (event: EventFacts): string[] => {
    const lines = event.rules.map(({ rule, unit, gave, missed: failed }) => {
      const named = rule ?? t('because.dropped')
      if (failed) return t('because.missed', { rule: named, ...missed(failed) })
      if (gave === 0) return t('because.zero', { rule: named, unit: unitOf(unit) })
      return t(gave > 0 ? 'because.gave' : 'because.took', { rule: named, amount: amountOf(gave, unit) })
    })
    if (event.bonusBps > 0) {
      const bonus = percentText(event.bonusBps)
      lines.push(
        event.tierBefore ? t('because.bonus', { tier: event.tierBefore, percent: bonus }) : t('because.bonusPlain', { percent: bonus }),
      )
    }
    const asks = event.type === 'order.paid' || event.type === 'member.registered' || event.type === 'member.checked_in'
    if (asks && !event.rules.some((rule) => rule.gave > 0)) lines.push(t('because.nothing', { name: pointsName }))
    return lines
  }
}

/** The part of a condition that failed: what was asked, and what was seen. */
function useMissed() {
  const t = useTranslations('member')
  const language = useLocale()
  const { money, count } = useFigures()
  const written = (fact: Missed['fact'], value: number | string): string => {
    if (fact === 'event.weekday') {
      const day = (['1', '2', '3', '4', '5', '6', '7'] as const).find((n) => n === String(value))
      return day ? t(`weekday.${day}`) : String(value)
    }
    if (typeof value === 'string') return value
    return facts[fact].type === 'money' ? money(value) : count(value)
  }
  return ({ fact, operator, wanted, saw }: Missed) => ({
    fact: facts[fact][language],
    operator: t(`operator.${operator}`),
    wanted: wanted.map((value) => written(fact, value)).join(t('comma')),
    saw: saw === null ? t('nobody') : written(fact, saw),
  })
}

/** What the books say: debts, expiries, corrections and changes of tier. */
function useBookWords() {
  const t = useTranslations('member')
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const { amount: measuredAs, name: measureName } = useMeasure()
  return ({ kind, movements, tierChanges, growth, points }: TimelineLine): string[] => {
    const sum = (from: string, to: string): number =>
      movements.filter((m) => m.unit === 'points' && m.from === from && m.to === to).reduce((total, m) => total + m.amount, 0)
    const said = (key: 'repaid' | 'fromLots' | 'intoDebt' | 'expired', n: number): string[] =>
      n > 0 ? [t(`because.${key}`, { amount: `${count(n)} ${pointsName}`, name: pointsName })] : []
    const corrected = (n: number, unit: string): string[] =>
      n === 0 ? [] : [t(n > 0 ? 'because.correctedUp' : 'because.correctedDown', { amount: `${count(Math.abs(n))} ${unit}` })]
    const changes = tierChanges.map((change) =>
      t(change.rise ? 'because.rise' : 'because.fall', {
        measure: measureName(change.measure),
        measured: measuredAs(change.measure, change.measured),
        threshold: measuredAs(change.measure, change.threshold),
        from: change.from ?? t('noTierBefore'),
        to: change.to ?? t('noTierBefore'),
      }),
    )
    const owed = sum('debt', 'reversed') + sum('debt', 'redeemed')
    if (kind === 'correction') return [...corrected(points, pointsName), ...corrected(growth, t('growth')), ...changes]
    return [
      ...said('repaid', sum('issued', 'debt') + sum('adjusted', 'debt')),
      // Where nothing was short, the rule's own line has said it.
      ...(owed > 0 ? said('fromLots', sum('active', 'reversed')) : []),
      ...said('intoDebt', owed),
      ...said('expired', sum('active', 'expired')),
      ...changes,
    ]
  }
}

/** Where it came from, who did it and by which version it was judged. */
function useCircumstances() {
  const t = useTranslations('member')
  const dates = useDates()
  const sourceName = (source: string): string => {
    const known = knownSources.find((name) => name === source)
    return known ? t(`source.${known}`) : source
  }
  return {
    ofEvent: (event: EventFacts): string[] => [
      ...(event.by ? [t('because.by', { name: event.by })] : []),
      ...(event.store ? [t('because.store', { store: event.store })] : []),
      t('because.source', { source: event.channel ? `${sourceName(event.source)} · ${event.channel}` : sourceName(event.source) }),
      ...(event.version === null ? [] : [t('because.version', { number: event.version })]),
      ...(event.late ? [t('because.late', { when: dates.instant(event.late) })] : []),
      ...(event.corrected ? [t('because.corrected')] : []),
    ],
    ofAct: (act: ActFacts): string[] => [
      ...(act.reason ? [t('because.reason', { reason: act.reason })] : []),
      act.by ? t('because.by', { name: act.by }) : t('because.bySystem'),
    ],
  }
}
