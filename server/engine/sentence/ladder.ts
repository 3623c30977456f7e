import type { LadderSpec, Measure, Tier, Window } from '../ladder/ladder'
import { percentText, type Surround } from './wording'

/** What a ladder measures, as a phrase: `近 365 天净消费`. */
export function measureText({ measure, window }: Pick<LadderSpec, 'measure' | 'window'>, w: Surround): string {
  return w.language === 'zh' ? `${windowZh(window, w)}${measureZh[measure]}` : `${measureEn[measure]} ${windowEn(window, w)}`
}

const measureZh: Record<Measure, string> = { net_spend: '净消费', order_count: '订单数', growth: '成长值' }
const measureEn: Record<Measure, string> = { net_spend: 'net spend', order_count: 'number of orders', growth: 'growth' }

function windowZh(window: Window, w: Surround): string {
  switch (window.kind) {
    case 'lifetime':
      return '累计'
    case 'rolling_days':
      return `近 ${w.count(window.days)} 天`
    case 'calendar_year':
      return '当年'
  }
}

function windowEn(window: Window, w: Surround): string {
  switch (window.kind) {
    case 'lifetime':
      return 'since joining'
    case 'rolling_days':
      return `over the last ${w.count(window.days)} ${window.days === 1 ? 'day' : 'days'}`
    case 'calendar_year':
      return 'in the calendar year'
  }
}

/** How a ladder moves members, as one sentence. */
export function ladderSentence({ measure, window, validity }: LadderSpec, w: Surround): string {
  const by = measureText({ measure, window }, w)
  if (w.language === 'zh') {
    const held =
      validity.kind === 'none' ? '每天重新评定，不达标即降级' : `等级保留 ${w.count(validity.months)} 个月，到期按当时的数据重新评定`
    return `按${by}定级，达到门槛立即升级；${held}`
  }
  const months = validity.kind === 'months' ? `${w.count(validity.months)} ${validity.months === 1 ? 'month' : 'months'}` : ''
  const held = validity.kind === 'none' ? 'tiers are worked out anew each day' : `a tier is kept for ${months} and then worked out anew`
  return `Tiers follow ${by}; members move up at once, and ${held}`
}

/** A threshold in the unit of its measure: money, orders or growth. */
export function thresholdText(measure: Measure, threshold: number, w: Surround): string {
  switch (measure) {
    case 'net_spend':
      return w.money(threshold)
    case 'order_count':
      return w.language === 'zh' ? `${w.count(threshold)} 单` : `${w.count(threshold)} ${threshold === 1 ? 'order' : 'orders'}`
    case 'growth':
      return w.language === 'zh' ? `${w.count(threshold)} 成长值` : `${w.count(threshold)} growth`
  }
}

/** What a tier asks for and gives, as one sentence without its name. */
export function tierSentence(spec: LadderSpec, { threshold, bonusBps }: Pick<Tier, 'threshold' | 'bonusBps'>, w: Surround): string {
  const zh = w.language === 'zh'
  const asks = threshold === 0 ? (zh ? '入会即有' : 'from joining') : asksFor(spec, threshold, w)
  if (bonusBps === 0) return asks
  return zh ? `${asks}，积分加成 ${percentText(bonusBps)}` : `${asks}, ${percentText(bonusBps)} more points`
}

const asksFor = (spec: LadderSpec, threshold: number, w: Surround): string =>
  w.language === 'zh'
    ? `${measureText(spec, w)}满 ${spec.measure === 'growth' ? w.count(threshold) : thresholdText(spec.measure, threshold, w)}`
    : `${measureText(spec, w)} from ${spec.measure === 'net_spend' ? w.money(threshold) : w.count(threshold)}`
