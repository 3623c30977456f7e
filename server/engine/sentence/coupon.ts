import type { Threshold } from '../checkout/scope'
import type { CouponTerms, CouponValidity, CouponValue } from '../coupon/template'
import { foldText, scopeTexts } from './checkout'
import { conditionText } from './condition'
import { capital, dateText, percentText, type Wording } from './wording'

/** What a coupon is worth, from so much on: `减 ¥10`, `满 ¥50 打 8.5 折，最多减 ¥20`, `兑换 拿铁 1 件`, `免运费`. */
function worth(value: CouponValue, from: string, w: Wording): string {
  const zh = w.language === 'zh'
  const joined = (what: string): string => (from === '' ? what : zh ? `${from} ${what}` : `${what} ${from}`)
  switch (value.kind) {
    case 'fixed':
      return joined(zh ? `减 ${w.money(value.off)}` : `${w.money(value.off)} off`)
    case 'percent': {
      const share = zh
        ? value.offBps === 10_000
          ? '免单'
          : `${from === '' ? '' : '打 '}${foldText(value.offBps)} 折`
        : `${percentText(value.offBps)} off`
      return `${joined(share)}${capText(value.cap, zh ? '最多减' : 'at most', w)}`
    }
    case 'exchange':
      return joined(exchangeText(value, w))
    case 'free_shipping':
      return `${joined(zh ? '免运费' : 'free shipping')}${capText(value.cap, zh ? '最多免' : 'at most', w)}`
  }
}

const capText = (cap: number | undefined, most: string, w: Wording): string =>
  cap === undefined ? '' : `${w.language === 'zh' ? '，' : ', '}${most} ${w.money(cap)}`

function exchangeText({ service, skus, categories, quantity }: Extract<CouponValue, { kind: 'exchange' }>, w: Wording): string {
  const zh = w.language === 'zh'
  if (service !== undefined && !skus && !categories) return zh ? `兑换${service}` : `good for ${service}`
  const all = [...(categories ?? []), ...(skus ?? [])]
  const shown = all.slice(0, 3).join(zh ? '、' : ', ')
  const goods = all.length <= 3 ? shown : zh ? `${shown}等 ${w.count(all.length)} 种` : `${shown} and ${w.count(all.length - 3)} more`
  const named = service === undefined ? goods : `${service}${zh ? '：' : ': '}${goods}`
  return zh ? `兑换 ${named} ${w.count(quantity)} 件` : `good for ${w.count(quantity)} of ${named}`
}

function thresholdText({ least, most, reads }: Threshold, w: Wording): string {
  const zh = w.language === 'zh'
  const of = reads === 'initial' ? (zh ? '原价' : ' at list price') : ''
  if (least !== undefined && most !== undefined)
    return zh ? `${of}满 ${w.money(least)}、不超过 ${w.money(most)}` : `from ${w.money(least)} to ${w.money(most)}${of}`
  if (least !== undefined) return zh ? `${of}满 ${w.money(least)}` : `from ${w.money(least)}${of}`
  return zh ? `${of}不超过 ${w.money(most ?? 0)}` : `up to ${w.money(most ?? 0)}${of}`
}

/** When a coupon can be used: its dates, or how many days from when it is received. */
export function couponValidityText(validity: CouponValidity, w: Wording): string {
  const zh = w.language === 'zh'
  if (validity.kind === 'fixed') {
    const [from, until] = [dateText(validity.from, w.language), dateText(validity.until, w.language)]
    if (validity.from === validity.until) return zh ? `${from}当天可用` : `on ${from}`
    return zh ? `${from}至 ${until}可用` : `from ${from} to ${until}`
  }
  const days = w.count(validity.days)
  const after = w.count(validity.afterDays)
  if (validity.afterDays === 0) {
    if (validity.days === 1) return zh ? '领取当天可用' : 'on the day it is received'
    return zh ? `领取后 ${days} 天内可用` : `within ${days} days of receiving it`
  }
  return zh ? `领取 ${after} 天后起 ${days} 天内可用` : `for ${days} days, beginning ${after} days after it is received`
}

/** What a coupon does, as members read it: `满 ¥100 减 ¥10，仅限商品 茶饮，不与其他券同用，领取后 30 天内可用`. */
export function couponSentence(terms: CouponTerms, w: Wording): string {
  const zh = w.language === 'zh'
  const from = terms.thresholds.map((threshold) => thresholdText(threshold, w)).join(zh ? '、' : ' and ')
  const parts = [
    worth(terms.value, from, w),
    ...scopeTexts(terms.scope, w),
    terms.when && (zh ? `限${conditionText(terms.when, w)}的会员` : `only if ${conditionText(terms.when, w)}`),
    together(terms, w),
    couponValidityText(terms.validity, w),
  ]
  return capital(parts.filter(Boolean).join(zh ? '，' : ', '))
}

function together({ group, limits: { perOrder } }: CouponTerms, w: Wording): string {
  const zh = w.language === 'zh'
  const count = perOrder > 1 ? (zh ? `每单最多 ${perOrder} 张` : `at most ${perOrder} for one order`) : ''
  if (group === undefined) {
    const alone = zh ? '不与其他优惠券同用' : 'not with other coupons'
    return [count, alone].filter(Boolean).join(zh ? '，' : ', ')
  }
  return count
}
