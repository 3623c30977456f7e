import type { CampaignAudience, CampaignTerms, Effect, Gives } from '../campaign/campaign'
import type { Schedule } from '../campaign/schedule'
import { givesText } from './campaign-gives'
import { momentText } from './campaign-moment'
import { scopeTexts } from './checkout'
import { conditionText } from './condition'
import { glued } from './condition-zh'
import { spanText, tellSchedule } from './schedule'
import { tiersText } from './tier-names'
import { capital, pointsText, type Wording } from './wording'

/** Members do not read how much there is for all of them together. */
type Reader = 'merchant' | 'member'

/**
 * A campaign as one sentence: `每月 8 日、18 日 10:00–22:00，2026 年 12 月 1 日起，金卡及以上会员下单，积分 +100%（双倍），每人每天最多
 * 500 积分，共 100,000 积分`.
 */
export const campaignSentence = (terms: CampaignTerms, w: Wording): string => told(terms, w, 'merchant')

/** The same as members read it: what is for all of them together lasts while it lasts. */
export const campaignForMembers = (terms: CampaignTerms, w: Wording): string => told(terms, w, 'member')

function told({ schedule, audience, effects }: CampaignTerms, w: Wording, reader: Reader): string {
  const zh = w.language === 'zh'
  const when = whenText(schedule, w)
  const where = scopeTexts({ stores: audience.stores, channels: audience.channels }, w)
  const who = whoText(audience, w)
  const clauses = effects.map((effect, i) => {
    // What happens at the same moment as the one before need not say it again.
    const before = effects[i - 1]
    return effectText(effect, w, reader, {
      moment: before === undefined || JSON.stringify(before.at) !== JSON.stringify(effect.at),
      turn: cycleOf(effect) !== cycleOf(effects[i + 1]),
    })
  })
  if (zh) return [when, ...where, `${who}${clauses.join('；')}`].join('，')
  return `${capital([when, ...where, `for ${who}`].join(', '))}: ${clauses.join('; ')}`
}

/** When it is held; without its days where it is held on all of them. */
function whenText(schedule: Schedule, w: Wording): string {
  const { from, until, on, hours } = schedule
  if (on.kind === 'every_day' && hours === undefined && from !== until) return spanText(from, until, w.language)
  return tellSchedule(schedule, w.language)
}

/** For whom a campaign is: `会员`, `金卡及以上会员`, `累计订单不少于 3 单的会员`. */
export function whoText({ tiers, when }: CampaignAudience, w: Wording): string {
  const condition = when === undefined ? '' : conditionText(when, w)
  if (w.language === 'zh') {
    const members = tiers === undefined ? '会员' : glued(tiersText(tiers, w), '会员')
    return condition === '' ? members : `${condition}的${members}`
  }
  if (tiers === undefined) return condition === '' ? 'all members' : `members if ${condition}`
  const members = `members on ${tiersText(tiers, w)}`
  return condition === '' ? members : `${members} if ${condition}`
}

/** One effect by itself: `下单，积分 +100%（双倍），每人每天最多 500 积分`. */
export const effectSentence = (effect: Effect, w: Wording): string =>
  capital(effectText(effect, w, 'merchant', { moment: true, turn: true }))

/** After how many days of checking in it begins anew; nothing where it is not about checking in. */
const cycleOf = (effect: Effect | undefined): number | undefined => (effect?.at.kind === 'checked_in' ? effect.at.cycle : undefined)

/** `saying`: the moment, unless the effect before said it; the row of days, unless the effect behind says it. */
function effectText({ at, gives, limits }: Effect, w: Wording, reader: Reader, saying: { moment: boolean; turn: boolean }): string {
  const zh = w.language === 'zh'
  const what = givesText(gives, at.kind, w)
  const scope = 'scope' in gives && gives.scope !== undefined ? scopeTexts(gives.scope, w) : []
  const turns = at.kind === 'checked_in' && saying.turn ? turnText(at.cycle, w) : []
  const begins = saying.moment ? momentText(at, w) : ''
  // An order is a clause of its own; other moments lead straight to what they bring.
  const first = !zh || at.kind === 'order' ? [begins, what].filter(Boolean).join(zh ? '，' : ', ') : glued(begins, what)
  return [first, ...scope, ...turns, ...limitTexts(limits, gives, w, reader)].join(zh ? '，' : ', ')
}

/** After how many days a row of check-ins begins anew. */
const turnText = (cycle: number, w: Wording): string[] =>
  w.language === 'zh' ? [`每 ${w.count(cycle)} 天一轮`] : [`beginning anew after ${w.count(cycle)} ${cycle === 1 ? 'day' : 'days'}`]

/** How much of an effect there is: `每人每天最多 500 积分，共 100,000 积分`; nothing where it has no limits. */
export const limitsText = (limits: Effect['limits'], gives: Gives, w: Wording): string =>
  limitTexts(limits, gives, w, 'merchant').join(w.language === 'zh' ? '，' : ', ')

function limitTexts({ perMember, perMemberDay, perDay, total }: Effect['limits'], gives: Gives, w: Wording, reader: Reader): string[] {
  const counted = (n: number) => limitUnits(n, gives, w)
  const forMembers = reader === 'member'
  const parts =
    w.language === 'zh'
      ? [
          perMemberDay !== undefined && `每人每天最多 ${counted(perMemberDay)}`,
          perMember !== undefined && `每人最多 ${counted(perMember)}`,
          perDay !== undefined && (forMembers ? '每天限量' : `每天共 ${counted(perDay)}`),
          total !== undefined && (forMembers ? '送完为止' : `共 ${counted(total)}`),
        ]
      : [
          perMemberDay !== undefined && `at most ${counted(perMemberDay)} for each member a day`,
          perMember !== undefined && `at most ${counted(perMember)} for each member`,
          perDay !== undefined && (forMembers ? 'limited each day' : `${counted(perDay)} a day for all members together`),
          total !== undefined && (forMembers ? 'while it lasts' : `${counted(total)} in all`),
        ]
  return parts.filter((part) => part !== false)
}

/** So much of what an effect is counted in: points, growth, or times. */
export function limitUnits(n: number, gives: Gives, w: Wording): string {
  const zh = w.language === 'zh'
  switch (gives.kind) {
    case 'points':
    case 'points_bonus':
      return pointsText(n, w)
    case 'growth':
    case 'growth_bonus':
      return zh ? `${w.count(n)} 成长值` : `${w.count(n)} growth`
    case 'coupons':
    case 'goods':
    case 'chances':
    case 'discount':
    case 'member_price':
    case 'free_shipping':
      return zh ? `${w.count(n)} 次` : n === 1 ? 'once' : `${w.count(n)} times`
  }
}
