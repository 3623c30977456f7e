import type { Period } from '../calendar/period'
import type { Downgrade, LadderSpec, Measure, Tier, Validity } from '../ladder/ladder'
import { conditionText } from './condition'
import { amountText, bareAmount, measureText } from './measure'
import { expirySentence } from './policy'
import { giftsText } from './rule'
import { percentText, pointsText, type Surround, unitsText, type Wording } from './wording'

/** How a ladder moves members, as one sentence. */
export function ladderSentence(spec: LadderSpec, w: Surround): string {
  const zh = w.language === 'zh'
  const by = measureText(spec, w)
  const head = zh
    ? `按${by}定级，${spec.rises ? `达到门槛后从${nextZh[spec.rises.period]}起升级` : '达到门槛立即升级'}`
    : `Tiers follow ${by}; members move up ${spec.rises ? `at the start of the next ${periodEn[spec.rises.period]}` : 'at once'}`
  const held = zh ? heldZh(spec.validity, w) : heldEn(spec.validity, w)
  const clauses = [zh ? `${head}；${held}` : `${head}, and ${held}`, ...besides(spec, w)]
  return clauses.join(zh ? '；' : '; ')
}

const periodEn: Record<Period, string> = { month: 'month', quarter: 'quarter', half: 'half-year', year: 'year' }
const nextZh: Record<Period, string> = { month: '下个月', quarter: '下个季度', half: '下个半年', year: '下一年' }
const endZh: Record<Period, [own: string, next: string]> = {
  month: ['当月底', '下个月底'],
  quarter: ['当季度末', '下个季度末'],
  half: ['当前半年末', '下个半年末'],
  year: ['当年底', '次年底'],
}
const startZh: Record<Period, string> = { month: '每月初', quarter: '每季度初', half: '每半年初', year: '每年初' }

const failedZh: Record<Downgrade, string> = {
  recalculate: '到期按当时的数据重新评定',
  one_level: '到期未保级降一级',
  base: '到期未保级降到最低一级',
  never: '到期也不降级',
}
const failedEn: Record<Downgrade, string> = {
  recalculate: ' and then worked out anew',
  one_level: ' and falls one level unless it is kept',
  base: ' and falls to the lowest tier unless it is kept',
  never: ' and is not lost after that',
}

/** For how long a tier holds, without what comes after. */
export function heldFor(validity: Extract<Validity, { downgrade: Downgrade }>, w: Surround): string {
  const zh = w.language === 'zh'
  switch (validity.kind) {
    case 'months':
      return zh ? ` ${unitsText(validity.months, 'month', w)}` : `for ${unitsText(validity.months, 'month', w)}`
    case 'days':
      return zh ? ` ${unitsText(validity.days, 'day', w)}` : `for ${unitsText(validity.days, 'day', w)}`
    case 'period': {
      const { period, next, extraDays } = validity
      const end = zh ? `到${endZh[period][next ? 1 : 0]}` : `until the end of the ${next ? 'next ' : ''}${periodEn[period]}`
      if (extraDays === undefined) return end
      return zh ? `${end}再加 ${unitsText(extraDays, 'day', w)}` : `${end} and ${unitsText(extraDays, 'day', w)} more`
    }
  }
}

function heldZh(validity: Validity, w: Surround): string {
  if (validity.kind === 'none') return '每天重新评定，不达标即降级'
  if (validity.kind === 'forever') return '等级长期有效'
  const grace = validity.graceDays === undefined ? '' : `，另有 ${unitsText(validity.graceDays, 'day', w)}宽限`
  return `等级保留${heldFor(validity, w)}，${failedZh[validity.downgrade]}${grace}`
}

function heldEn(validity: Validity, w: Surround): string {
  if (validity.kind === 'none') return 'tiers are worked out anew each day'
  if (validity.kind === 'forever') return 'a tier is kept for good'
  const grace = validity.graceDays === undefined ? '' : `, with ${unitsText(validity.graceDays, 'day', w)} of grace`
  return `a tier is kept ${heldFor(validity, w)}${failedEn[validity.downgrade]}${grace}`
}

/** What a ladder says only where it differs from the usual. */
function besides({ falls, retention, entry, growthReset, notices }: LadderSpec, w: Surround): string[] {
  const zh = w.language === 'zh'
  const told: string[] = []
  if (falls) told.push(zh ? '数据低于门槛时立即降级' : 'a measure below the threshold lowers the tier at once')
  if (retention) told.push(zh ? `保级看${measureText(retention, w)}` : `keeping a tier looks at ${measureText(retention, w)}`)
  if (entry?.on === 'passed') told.push(zh ? '跳级时经过的等级都给升级奖励' : 'a jump gives the reward of each tier passed')
  if (entry?.takeBack) told.push(zh ? '因退款降级时收回没用的升级奖励' : 'a fall by refund takes back a reward not used')
  if (growthReset) {
    const { period, keepBps } = growthReset
    const kept = percentText(keepBps)
    const start = zh ? `${startZh[period]}成长值` : `at the start of each ${periodEn[period]}`
    if (keepBps === 0) told.push(zh ? `${start}清零` : `growth starts from zero ${start}`)
    else told.push(zh ? `${start}只保留 ${kept}` : `${kept} of growth is carried over ${start}`)
  }
  if (notices?.length) {
    const days = [...notices].sort((a, b) => b - a).map((n) => w.count(n))
    told.push(
      zh
        ? `到期前 ${days.join('、')} 天提醒会员`
        : `members are told ${listEn(days)} ${days.join() === '1' ? 'day' : 'days'} before the end`,
    )
  }
  return told
}

const listEn = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`

/** A threshold in the unit of its measure; a tier without one is given by conditions alone, or by hand only. */
export function thresholdText(measure: Measure, threshold: number | null, w: Surround, byCondition = false): string {
  if (threshold !== null) return amountText(measure, threshold, w)
  const zh = w.language === 'zh'
  return byCondition ? (zh ? '按条件' : 'By conditions') : zh ? '仅手工' : 'By hand only'
}

type Told = Omit<Tier, 'id' | 'code' | 'name' | 'color' | 'icon'>

/** What a tier asks for and gives, as one sentence without its name. */
export function tierSentence(spec: LadderSpec, tier: Told, w: Wording): string {
  const parts = [tierAsks(spec, tier, w), ...tierKeeps(spec, tier, w), ...tierGives(tier, w)]
  return parts.join(w.language === 'zh' ? '，' : ', ')
}

/** What a tier asks for. */
export function tierAsks(spec: LadderSpec, { threshold, requires }: Told, w: Wording): string {
  const zh = w.language === 'zh'
  if (threshold === null && requires)
    return zh ? `${conditionText(requires.when, w)}即可获得` : `given when ${conditionText(requires.when, w)}`
  if (threshold === null) return zh ? '仅手工授予' : 'given by hand only'
  const own = threshold === 0 ? (zh ? '入会即有' : 'from joining') : reaching(spec, threshold, w)
  if (!requires) return own
  const condition = conditionText(requires.when, w)
  if (requires.mode === 'any') return zh ? `${own}，或${condition}` : `${own}, or ${condition}`
  return zh ? `${own}，且${condition}` : `${own}, and ${condition}`
}

const reaching = (spec: Pick<LadderSpec, 'measure' | 'window' | 'category'>, amount: number, w: Surround): string =>
  w.language === 'zh'
    ? `${measureText(spec, w)}满 ${bareAmount(spec.measure, amount, w)}`
    : `${measureText(spec, w)} from ${bareAmount(spec.measure, amount, w)}`

/** What keeps a tier, where that is something of its own. */
export function tierKeeps(spec: LadderSpec, { keep }: Told, w: Wording): string[] {
  if (!keep) return []
  const zh = w.language === 'zh'
  const what = spec.retention ?? spec
  const minimum = spec.retention ? reaching(what, keep.minimum, w) : `${zh ? '满 ' : ''}${thresholdText(what.measure, keep.minimum, w)}`
  const condition = keep.when ? (zh ? `且${conditionText(keep.when, w)}` : ` and ${conditionText(keep.when, w)}`) : ''
  return [zh ? `保级需${minimum}${condition}` : `kept with ${minimum}${condition}`]
}

/** What a tier gives, one clause each. */
export function tierGives({ bonusBps, growthBonusBps = 0, entryPoints, entryCoupons, expiry, hidden }: Told, w: Wording): string[] {
  const zh = w.language === 'zh'
  const told: string[] = []
  if (bonusBps > 0) told.push(zh ? `${w.pointsName}加成 ${percentText(bonusBps)}` : `${percentText(bonusBps)} more ${w.pointsName}`)
  if (growthBonusBps > 0) told.push(zh ? `成长值加成 ${percentText(growthBonusBps)}` : `${percentText(growthBonusBps)} more growth`)
  if (entryPoints) told.push(zh ? `升级送 ${pointsText(entryPoints, w)}` : `${pointsText(entryPoints, w)} on reaching it`)
  if (entryCoupons) told.push(zh ? `升级送 ${giftsText(entryCoupons, w)}` : `${giftsText(entryCoupons, w)} on reaching it`)
  if (expiry) told.push(zh ? expirySentence(expiry, w) : lowered(expirySentence(expiry, w)))
  if (hidden) told.push(zh ? '不对会员展示' : 'not shown to members')
  return told
}

const lowered = (sentence: string): string => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
