import type { Benefit, BenefitGrant, BenefitKind, CounterTerms, GrantTerms, SystemBenefit } from '../benefit/benefit'
import type { Scope } from '../checkout/scope'
import { foldText, scopeTexts } from './checkout'
import { conditionText } from './condition'
import { capital, dateText, type Language, percentText, pointsText, type Surround, type Wording } from './wording'

/** A wording that also names the tiers of every ladder. */
export type BenefitWording = Wording & { tierOf: (id: string) => string | undefined }

const names: Record<SystemBenefit, { zh: string; en: string }> = {
  member_price: { zh: '会员价', en: 'Member price' },
  points_bonus: { zh: '加成', en: 'bonus' },
  free_shipping: { zh: '包邮', en: 'Free shipping' },
  birthday_gift: { zh: '生日礼', en: 'Birthday gift' },
  monthly_coupons: { zh: '每月送券', en: 'Monthly coupons' },
  entry_gift: { zh: '升级礼', en: 'Welcome to a tier' },
  exclusive_coupons: { zh: '会员专享券', en: 'Members’ coupons' },
  exclusive_goods: { zh: '会员专享商品', en: 'Members’ goods' },
  members_store: { zh: '会员商城', en: 'Members’ store' },
  priority_delivery: { zh: '优先发货', en: 'Priority dispatch' },
  priority_booking: { zh: '优先预约', en: 'Priority booking' },
  priority_service: { zh: '优先客服', en: 'Priority service' },
  new_product_trial: { zh: '新品试用', en: 'New product trials' },
  exclusive_events: { zh: '会员活动', en: 'Members’ events' },
}

/** What a kind is called where the merchant has given it no name. */
export function kindName(kind: BenefitKind, w: Pick<Surround, 'language' | 'pointsName'>): string {
  if (kind === 'counter') return w.language === 'zh' ? '到店权益' : 'In-store benefit'
  const name = names[kind][w.language]
  if (kind !== 'points_bonus') return name
  return w.language === 'zh' ? `${w.pointsName}${name}` : capital(`${w.pointsName} ${name}`)
}

/** What a benefit is called. */
export const benefitName = ({ name, kind }: Pick<Benefit, 'name' | 'kind'>, w: Pick<Surround, 'language' | 'pointsName'>): string =>
  name ?? kindName(kind, w)

/** A discount as people say it: 500 basis points off are `9.5 折`, or `5% off`. */
export function offText(offBps: number, language: Language): string {
  if (language === 'en') return offBps === 10_000 ? 'free' : `${percentText(offBps)} off`
  return offBps === 10_000 ? '免费' : `${foldText(offBps)} 折`
}

/** Who has it: the name of a tier, or a condition about the member. */
export function granteeText({ to }: Pick<BenefitGrant, 'to'>, w: BenefitWording): string {
  if ('when' in to) return conditionText(to.when, w)
  return w.tierOf(to.tier) ?? (w.language === 'zh' ? '已删除的等级' : 'a removed tier')
}

/** Who has it and what they get: `金卡：会员价 9.5 折；每月 1 日送 2 张「满减券」`. */
export function grantSentence(benefit: Benefit, grant: BenefitGrant, w: BenefitWording): string {
  const to = granteeText(grant, w)
  const what = termsText(benefit, grant.terms, w)
  return w.language === 'zh' ? `${to}：${what}` : `${capital(to)}: ${what}`
}

/** What whoever has a benefit gets; its name where there is no more to say. */
export function termsText(benefit: Benefit, terms: GrantTerms, w: Wording): string {
  const zh = w.language === 'zh'
  const name = benefitName(benefit, w)
  switch (benefit.kind) {
    case 'member_price': {
      const off = terms.offBps === undefined ? '' : ` ${offText(terms.offBps, w.language)}`
      return `${name}${zh ? '' : ':'}${off}${scopeText(terms.scope, w)}`
    }
    case 'free_shipping':
      if (!terms.least) return name
      return zh ? `${name}，满 ${w.money(terms.least)}` : `${name} from ${w.money(terms.least)}`
    case 'birthday_gift':
      return zh ? `生日送 ${giftText(terms, w)}` : `${giftText(terms, w)} on the birthday`
    case 'monthly_coupons':
      return monthlyText(terms, w)
    case 'exclusive_goods':
      return `${name}${scopeText(terms.scope, w)}`
    case 'counter': {
      if (!benefit.spec.counter) return name
      return `${name}${zh ? '，' : ', '}${counterText({ ...benefit.spec.counter, uses: terms.uses ?? benefit.spec.counter.uses }, w)}`
    }
    default:
      return name
  }
}

/** The same in as few words as fit a cell; nothing where having it is all there is to say. */
export function termsShort(benefit: Benefit, terms: GrantTerms, w: Surround): string | null {
  const zh = w.language === 'zh'
  switch (benefit.kind) {
    case 'member_price':
      return terms.offBps === undefined ? null : offText(terms.offBps, w.language)
    case 'free_shipping':
      return terms.least ? (zh ? `满 ${w.money(terms.least)}` : `from ${w.money(terms.least)}`) : null
    case 'birthday_gift':
      return giftText(terms, w)
    case 'monthly_coupons':
      return zh ? `${terms.day ?? 1} 日 ${giftText(terms, w)}` : `day ${terms.day ?? 1}: ${giftText(terms, w)}`
    case 'counter': {
      const { counter } = benefit.spec
      return counter ? timesText(terms.uses ?? counter.uses, counter.per, w) : null
    }
    default:
      return null
  }
}

function monthlyText(terms: GrantTerms, w: Surround): string {
  const day = terms.day ?? 1
  if (w.language === 'zh') return `每月 ${day} 日${day > 28 ? '（没有这一天时在月末）' : ''}送 ${giftText(terms, w)}`
  return `${giftText(terms, w)} on day ${day} of each month${day > 28 ? ', or its last' : ''}`
}

function giftText({ points, coupons }: GrantTerms, w: Surround): string {
  const zh = w.language === 'zh'
  const parts = [
    ...(points === undefined ? [] : [pointsText(points, w)]),
    ...(coupons ?? []).map(({ template, count }) => {
      const name = w.coupon?.(template)
      if (zh) return `${w.count(count)} 张${name === undefined ? '已删除的优惠券' : `「${name}」`}`
      return `${w.count(count)} × ${name === undefined ? 'a removed coupon' : `“${name}”`}`
    }),
  ]
  return parts.join(zh ? '、' : ' and ')
}

const often: Record<CounterTerms['per'], { zh: string; en: string }> = {
  day: { zh: '每天', en: 'a day' },
  week: { zh: '每周', en: 'a week' },
  month: { zh: '每月', en: 'a month' },
  quarter: { zh: '每季度', en: 'a quarter' },
  year: { zh: '每年', en: 'a year' },
  ever: { zh: '一共', en: 'in all' },
}

const timesText = (uses: number, per: CounterTerms['per'], w: Surround): string => {
  if (w.language === 'zh') return `${often[per].zh} ${w.count(uses)} 次`
  return `${uses === 1 ? 'once' : uses === 2 ? 'twice' : `${w.count(uses)} times`} ${often[per].en}`
}

/** How often, when and where a counter-verified benefit can be had: `每月 2 次，限示例门店`. */
export function counterText({ uses, per, from, until, stores }: CounterTerms, w: Surround): string {
  const zh = w.language === 'zh'
  const date = (iso: string) => dateText(iso, w.language)
  const dates =
    from && until
      ? zh
        ? `${date(from)}至 ${date(until)}`
        : `from ${date(from)} to ${date(until)}`
      : from
        ? zh
          ? `${date(from)}起`
          : `from ${date(from)}`
        : until && (zh ? `${date(until)}截止` : `until ${date(until)}`)
  const parts = [timesText(uses, per, w), dates, stores && storesText(stores, w)]
  return parts.filter(Boolean).join(zh ? '，' : ', ')
}

function storesText(stores: readonly string[], w: Surround): string {
  const zh = w.language === 'zh'
  const known = stores.map((id) => w.store(id) ?? (zh ? '已停用的门店' : 'a closed store'))
  const first = known.slice(0, 3).join(zh ? '、' : ', ')
  if (known.length <= 3) return zh ? `限${first}` : `at ${first} only`
  return zh ? `限${first}等 ${w.count(known.length)} 家门店` : `at ${first} and ${w.count(known.length - 3)} more only`
}

/** Which goods something holds for, as an addition to a sentence; nothing where it holds for all. */
const scopeText = (scope: Scope | undefined, w: Wording): string =>
  scope === undefined
    ? ''
    : scopeTexts(scope, w)
        .map((part) => `${w.language === 'zh' ? '，' : ', '}${part}`)
        .join('')

/** Benefits as members read them, one line each; those that nobody has are left out. */
export function benefitLines(benefits: readonly Benefit[], w: BenefitWording): string[] {
  const zh = w.language === 'zh'
  return benefits.flatMap((benefit) => {
    const { grants } = benefit.spec
    if (grants.length === 0) return []
    // Those who get the same are named together.
    const by = new Map<string, string[]>()
    for (const grant of grants) {
      const what = termsText(benefit, grant.terms, w)
      by.set(what, [...(by.get(what) ?? []), granteeText(grant, w)])
    }
    const lines = [...by].map(([what, who]) => (zh ? `${who.join('、')}：${what}` : `${capital(who.join(', '))}: ${what}`))
    const intro = benefit.spec.intro === '' ? '' : zh ? `。${benefit.spec.intro}` : `. ${benefit.spec.intro}`
    return [`${lines.join(zh ? '；' : '; ')}${intro}`]
  })
}
