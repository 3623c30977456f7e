'use client'

import { useTranslations } from 'next-intl'
import { offText } from '@/server/engine/sentence/effect-verdict'
import { kindText } from '@/server/engine/sentence/event'
import { answerText } from '@/server/engine/sentence/explain'
import { movementText, moveText, noteText, reminderText } from '@/server/engine/sentence/happened'
import { rulesOf, type VersionWords } from '@/server/engine/sentence/version-words'
import { capital, percentText, pointsText, type Surround, type Wording } from '@/server/engine/sentence/wording'
import type { ActFacts, TimelineLine, TimelinePage } from '@/server/member/read-timeline'
import type { EventFacts } from '@/server/member/told-events'
import { useSurround } from '../draft/use-surround'
import { useDates } from '../kit/dates'
import { useFigures } from '../kit/figures'
import { useSentences } from '../kit/sentence'

const knownSources = ['console', 'api', 'import', 'rungs'] as const
const knownFields = ['name', 'phone', 'store'] as const

/** One row of the books in words; its id opens the explanation. */
export type RowTold = { id: string; text: string }

/** A line of the timeline in words: what happened, what followed row by row, and the reasons, most telling first. */
export type LineTold = { title: string; rows: RowTold[]; reasons: string[] }

const noNames = { tiers: [], fields: [], events: [] }

/** Tells a line of the timeline; `versions` are the words of the versions that judged. */
export function useReasons(line: TimelineLine, versions: TimelinePage['versions']): LineTold {
  const t = useTranslations('member')
  const surround = useSurround()
  const titleOf = useTitle(surround)
  const circumstances = useCircumstances()
  const { ofCode } = useSentences()
  const { event, act, refusal } = line
  const words = event?.version == null ? undefined : versions[event.version]
  const w: Wording = { ...surround, ...(words?.names ?? noNames) }
  const begin = (text: string) => (w.language === 'zh' ? text : capital(text))
  const reasons = [
    ...(event?.reason ? [t('because.reason', { reason: event.reason })] : []),
    ...(event ? ruleLines(event, words, w) : []),
    ...(event ? event.off.map((one) => offText(one, w)) : []),
    ...(event && event.bonusBps > 0 ? [bonusLine(event, t)] : []),
    ...(event ? event.notes.map((note) => noteText(note, w)) : []),
    ...(refusal ? [ofCode(refusal.code, refusal.details)] : []),
    ...(event ? circumstances.ofEvent(event, line.corrected) : []),
    ...(act ? circumstances.ofAct(act) : []),
  ]
  return {
    title: titleOf(line),
    rows: [
      ...line.movements.map((row) => ({ id: row.id, text: begin(movementText(row, w)) })),
      ...line.tierChanges.map((move) => ({ id: move.id, text: begin(moveText(move, w)) })),
    ],
    reasons: [...new Set(reasons)],
  }
}

/** Each rule that was asked, with its answer; that none gave anything, where none did. */
function ruleLines(event: EventFacts, words: VersionWords | undefined, w: Wording): string[] {
  const zh = w.language === 'zh'
  return rulesOf(event.rules, words).map((rule) => {
    const { name, effect } = rule
    const said = answerText(rule, w)
    if (name !== null && effect !== undefined) return zh ? `活动“${name}”：${said}` : `Campaign “${name}”: ${said}`
    if (name === null) return zh ? `已删除的规则：${said}` : `A removed rule: ${said}`
    return zh ? `规则“${name}”：${said}` : `Rule “${name}”: ${said}`
  })
}

function bonusLine({ bonusBps, tierBefore }: EventFacts, t: ReturnType<typeof useTranslations<'member'>>): string {
  const percent = percentText(bonusBps)
  return tierBefore ? t('because.bonus', { tier: tierBefore, percent }) : t('because.bonusPlain', { percent })
}

function useTitle(surround: Surround) {
  const t = useTranslations('member')
  const { money } = useFigures()
  const ofEvent = useEventTitle(surround)
  const ofAct = ({ action, changed }: ActFacts): string => {
    if (action !== 'member.updated') return t('line.revealed')
    const fields = knownFields.filter((field) => changed.includes(field)).map((field) => t(`field.${field}`))
    return t('line.updated', { fields: fields.join(t('comma')) })
  }
  return ({ kind, event, act, refusal, notice }: TimelineLine): string => {
    if (event) return ofEvent(event, money)
    if (act) return ofAct(act)
    if (refusal) return t('line.refused', { what: kindText(refusal.type, surround) })
    if (notice) {
      if (notice.kind !== 'auto_redeemed') return reminderText(notice, surround)
      return t('line.autoRedeemed', { points: pointsText(notice.amount, surround), reward: notice.reward })
    }
    return t(kind === 'version' ? 'line.version' : kind === 'correction' ? 'line.correction' : 'line.day')
  }
}

function useEventTitle(surround: Surround) {
  const t = useTranslations('member')
  return (event: EventFacts, money: (minor: number) => string): string => {
    const { type, orderNo, money: sum } = event
    const points = pointsText(Math.abs(event.points ?? 0), surround)
    const no = orderNo ?? ''
    switch (type) {
      case 'order.paid':
        return t('line.order', { no, amount: money(sum ?? 0) })
      case 'order.completed':
        return t('line.completed', { no })
      case 'order.refunded':
        if (orderNo === null) return t('line.refundAlone', { amount: money(sum ?? 0) })
        return sum === null ? t('line.refundLines', { no }) : t('line.refund', { no, amount: money(sum) })
      case 'member.registered':
        return t('line.registered')
      case 'member.profile_completed':
        return t('line.profileCompleted')
      case 'member.profile_changed':
        return t('line.profileChanged')
      case 'member.tagged':
        return t('line.tagged')
      case 'member.checked_in':
        return t('line.checkedIn')
      case 'member.shared':
        return t('line.shared')
      case 'member.reviewed':
        return t('line.reviewed')
      case 'member.referred':
        return t('line.referred')
      case 'stored.recharged':
        return t('line.recharged', { amount: money(sum ?? 0) })
      case 'membership.purchased':
        return t('line.membership', { amount: money(sum ?? 0) })
      case 'custom':
        return t(sum ? 'line.customAmount' : 'line.custom', { name: event.event ?? t('because.droppedEvent'), amount: money(sum ?? 0) })
      case 'points.spent':
        return t('line.spent', { points })
      case 'points.adjusted':
        return t((event.points ?? 0) > 0 ? 'line.added' : 'line.taken', { points })
      case 'points.returned':
        return t('line.returned', { points })
      case 'points.granted':
        if (event.campaign !== null) return t('line.campaign', { campaign: event.campaign })
        return t('line.granted', { tier: event.tier ?? t('noTierBefore'), points })
      case 'campaign.granted':
        return t('line.campaign', { campaign: event.campaign ?? '' })
      case 'tier.set':
        if (event.tier === null) return t('line.tierLocked')
        return t(event.locked ? 'line.tierSetLocked' : 'line.tierSet', { tier: event.tier })
      case 'tier.released':
        return t('line.tierReleased')
    }
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
    ofEvent: (event: EventFacts, corrected: boolean): string[] => [
      ...(event.by ? [t('because.by', { name: event.by })] : []),
      ...(event.until ? [t('because.until', { day: dates.day(event.until) })] : []),
      ...(event.store ? [t('because.store', { store: event.store })] : []),
      t('because.source', { source: event.channel ? `${sourceName(event.source)} · ${event.channel}` : sourceName(event.source) }),
      ...(event.version === null ? [] : [t('because.version', { number: event.version })]),
      ...(event.late ? [t('because.late', { when: dates.day(event.late) })] : []),
      ...(corrected ? [t('because.corrected')] : []),
    ],
    ofAct: (act: ActFacts): string[] => [
      ...(act.reason ? [t('because.reason', { reason: act.reason })] : []),
      act.by ? t('because.by', { name: act.by }) : t('because.bySystem'),
    ],
  }
}
