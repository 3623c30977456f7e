import type { Gives, MomentKind } from '../campaign/campaign'
import { foldText } from './checkout'
import { quoted } from './condition-names'
import { giftsText } from './rule'
import { factorText, percentText, pointsText, type Wording } from './wording'

/** What an effect gives, without the goods it is confined to: `积分 +100%（双倍）`, `得 1 张「满 100 减 20」`, `限时 8 折`. */
export const givesText = (gives: Gives, at: MomentKind, w: Wording): string =>
  w.language === 'zh' ? givesZh(gives, at, w) : givesEn(gives, w)

/** On which ladder growth is added, where that is not the primary one. */
function ladderName(id: string | undefined, w: Wording): string | null {
  if (id === undefined) return null
  const ladder = w.ladders?.find((one) => one.id === id)
  if (ladder?.primary) return null
  return ladder?.name ?? (w.language === 'zh' ? '已删除的等级体系' : 'removed ladder')
}

const timesZh: Record<number, string> = { 20000: '双倍', 30000: '三倍', 40000: '四倍', 50000: '五倍' }

/** So much more, and how many times that is. */
const bonusZh = (bps: number): string => `+${percentText(bps)}（${timesZh[10_000 + bps] ?? `${factorText(10_000 + bps)} 倍`}）`
const bonusEn = (bps: number, what: string): string =>
  `+${percentText(bps)} ${what} (${bps === 10_000 ? 'double' : `×${factorText(10_000 + bps)}`})`

function givesZh(gives: Gives, at: MomentKind, w: Wording): string {
  const verb = at === 'occasion' ? '各得' : '得'
  switch (gives.kind) {
    case 'points_bonus':
      return `${w.pointsName} ${bonusZh(gives.bps)}`
    case 'points':
      return `${verb} ${pointsText(gives.points, w)}`
    case 'growth_bonus': {
      const ladder = ladderName(gives.ladder, w)
      return `${ladder === null ? '' : quoted(ladder, w)}成长值 ${bonusZh(gives.bps)}`
    }
    case 'growth': {
      const ladder = ladderName(gives.ladder, w)
      return `${verb} ${w.count(gives.growth)} ${ladder === null ? '' : quoted(ladder, w)}成长值`
    }
    case 'coupons':
      return `${verb} ${giftsText(gives.coupons, w)}`
    case 'goods':
      return `${verb}${quoted(gives.name, w)}${w.count(gives.count)} 件`
    case 'chances':
      return `${verb} ${w.count(gives.count)} 次抽奖机会`
    case 'discount':
      return gives.offBps === 10_000 ? '限时免费' : `限时 ${foldText(gives.offBps)} 折`
    case 'member_price':
      return gives.offBps === 10_000 ? '会员价免费' : `会员价 ${foldText(gives.offBps)} 折`
    case 'free_shipping':
      return gives.least === 0 ? '包邮' : `满 ${w.money(gives.least)} 包邮`
  }
}

function givesEn(gives: Gives, w: Wording): string {
  switch (gives.kind) {
    case 'points_bonus':
      return bonusEn(gives.bps, w.pointsName)
    case 'points':
      return pointsText(gives.points, w)
    case 'growth_bonus':
      return bonusEn(gives.bps, growthEn(gives.ladder, w))
    case 'growth':
      return `${w.count(gives.growth)} ${growthEn(gives.ladder, w)}`
    case 'coupons':
      return giftsText(gives.coupons, w)
    case 'goods':
      return `${w.count(gives.count)} × ${quoted(gives.name, w)}`
    case 'chances':
      return `${w.count(gives.count)} ${gives.count === 1 ? 'chance' : 'chances'} in a draw`
    case 'discount':
      return `${percentText(gives.offBps)} off`
    case 'member_price':
      return `member price, ${percentText(gives.offBps)} off`
    case 'free_shipping':
      return gives.least === 0 ? 'free shipping' : `free shipping from ${w.money(gives.least)}`
  }
}

function growthEn(id: string | undefined, w: Wording): string {
  const ladder = ladderName(id, w)
  return ladder === null ? 'growth' : `growth of ${quoted(ladder, w)}`
}
