import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { EarningRuleSpec } from '../points/earning-rule'
import { effectSentence } from './campaign'
import { glued } from './condition-zh'
import { effectVerdictText, offText } from './effect-verdict'
import { eventText, kindText } from './event'
import { rowSentence } from './explain-row'
import type { EventExplained, Explained, Explanation, RuleExplained } from './explained'
import { movementText, moveText, noteText } from './happened'
import { earningRuleSentence, growthRuleSentence } from './rule'
import { verdictText } from './verdict'
import { capital, dateText, percentText, type Surround, type Wording } from './wording'

/**
 * What a stored row says of itself, as one sentence that a shop assistant can read out, and the details behind it.
 * `refusal` says what a refusal's code means.
 */
export function explain(
  e: Explanation,
  surround: Surround,
  refusal: (code: string, details: Record<string, string | number>) => string,
): Explained {
  const w: Wording = { ...surround, ...e.names }
  const sentence = ended(sentenceOf(e, w, refusal), w)
  return { sentence, details: [...new Set(detailsOf(e, w))].map((line) => ended(w.language === 'zh' ? line : capital(line), w)) }
}

function sentenceOf(e: Explanation, w: Wording, refusal: Parameters<typeof explain>[2]): string {
  const zh = w.language === 'zh'
  switch (e.subject.kind) {
    case 'row':
      return `${rowSentence(e, e.subject, w)}${versionText(e.version, w)}`
    case 'move': {
      const brought = e.cause.kind === 'event' ? eventText(e.cause.event, w) : null
      const day = dateText(e.day, w.language)
      const told = moveText(e.subject.move, w)
      const after = brought === null || e.subject.move.reason === 'by_hand' ? '' : zh ? `${glued(brought, '后')}，` : `after ${brought}, `
      return `${zh ? `${day}，${after}会员${told}` : `On ${day}, ${after}the member ${told}`}${versionText(e.version, w)}`
    }
    case 'refusal': {
      const day = dateText(e.day, w.language)
      const what = kindText(e.subject.type, w)
      const said = refusal(e.subject.code, e.subject.details)
      return zh ? `${day}的${what}没有被接受：${said}` : `On ${day}, ${what} was not accepted: ${said}`
    }
  }
}

const versionText = (version: number | null, w: Wording): string =>
  version === null ? '' : w.language === 'zh' ? `（第 ${version} 版方案）` : ` (version ${version} of the program)`

/** A sentence ends in one full stop. */
const ended = (sentence: string, w: Wording): string =>
  /[。.！!？?]$/.test(sentence) ? sentence : `${sentence}${w.language === 'zh' ? '。' : '.'}`

function detailsOf(e: Explanation, w: Wording): string[] {
  const { cause } = e
  const event = cause.kind === 'event' ? cause.event : null
  return [
    ...(event ? event.rules.map((rule) => ruleLine(rule, w)) : []),
    ...(event ? event.off.map((one) => offText(one, w)) : []),
    ...(event && event.bonusBps > 0 ? [bonusLine(event, w)] : []),
    ...together(e, w),
    ...(event ? event.notes.map((note) => noteText(note, w)) : []),
    ...(e.subject.kind === 'move' && e.subject.superseded ? [supersededText(w)] : []),
    ...(event ? circumstances(event, w) : []),
    ...(cause.kind === 'correction' && cause.late ? circumstances(cause.late, w) : []),
  ]
}

const supersededText = (w: Wording): string =>
  w.language === 'zh' ? '后来收到了更早的记录，这次变动已被更正取代' : 'A record that came late has since put something else in its place'

/** A rule's own sentence and its answer. */
function ruleLine(rule: RuleExplained, w: Wording): string {
  const { name, unit, spec, effect } = rule
  const zh = w.language === 'zh'
  const ofRule =
    spec && (unit === 'points' ? earningRuleSentence(spec as EarningRuleSpec, w) : growthRuleSentence(spec as GrowthRuleSpec, w))
  const told = effect === undefined ? ofRule : effectSentence(effect.effect, w)
  const named = name ?? (zh ? '已删除的规则' : 'a removed rule')
  const said = answerText(rule, w)
  if (zh) return `「${named}」${told ? `（${told}）` : ''}：${said}`
  return `“${named}”${told ? ` (${told})` : ''}: ${said}`
}

/** What a rule, or an effect of a campaign, came to. */
export const answerText = ({ trace, spec, unit, effect }: RuleExplained, w: Wording): string =>
  effect === undefined ? verdictText(trace, spec ?? undefined, unit, w) : effectVerdictText(trace, effect, unit, w)

function bonusLine({ bonusBps, tierBefore }: EventExplained, w: Wording): string {
  const percent = percentText(bonusBps)
  if (w.language === 'zh') return glued(tierBefore ?? '', '加成', percent)
  return tierBefore ? `${tierBefore} adds ${percent}` : `a bonus of ${percent}`
}

/** What else followed from the same thing. */
function together({ rows, moves, subject }: Explanation, w: Wording): string[] {
  if (subject.kind === 'refusal') return []
  const others = [
    ...(rows.length > 1 || subject.kind === 'move' ? rows.map((row) => movementText(row, w)) : []),
    ...(subject.kind === 'row' ? moves.map((move) => moveText(move, w)) : []),
  ]
  if (others.length === 0) return []
  const joined = others.join(w.language === 'zh' ? '；' : '; ')
  return [w.language === 'zh' ? `这件事一共带来：${joined}` : `it brought about: ${joined}`]
}

function circumstances(event: EventExplained, w: Wording): string[] {
  const zh = w.language === 'zh'
  return [
    ...(event.reason ? [zh ? `原因：${event.reason}` : `Reason: ${event.reason}`] : []),
    ...(event.by ? [zh ? `操作人：${event.by}` : `By: ${event.by}`] : []),
    ...(event.orderNo && event.type === 'order.paid' ? [zh ? `订单号：${event.orderNo}` : `Order: ${event.orderNo}`] : []),
    ...(event.store ? [zh ? `门店：${event.store}` : `Store: ${event.store}`] : []),
    ...(event.late
      ? [zh ? `这笔记录于 ${dateText(event.late, 'zh')}才收到` : `It was received on ${dateText(event.late, 'en')} only`]
      : []),
  ]
}
