import type { BirthdayWindow, Moment, ReferralPays } from '../campaign/campaign'
import { glued } from './condition-zh'
import { tiersText } from './tier-names'
import type { Wording } from './wording'

/** When an effect takes place, behind the member it takes place for: `生日当月首次下单满 ¥100`, or `with the first order from ¥100`. */
export const momentText = (at: Moment, w: Wording): string => (w.language === 'zh' ? momentZh(at, w) : momentEn(at, w))

const windowsZh: Record<BirthdayWindow, string> = { day: '生日当天', week: '生日当周', month: '生日当月' }
const windowsEn: Record<BirthdayWindow, string> = {
  day: 'on the birthday',
  week: 'in the week of the birthday',
  month: 'in the month of the birthday',
}

function momentZh(at: Moment, w: Wording): string {
  switch (at.kind) {
    case 'order': {
      const { birthday, joinedWithin, first, least } = at
      return glued(
        birthday === undefined ? '' : windowsZh[birthday],
        joinedWithin === undefined ? '' : joinedWithin === 0 ? '入会当天' : `入会 ${w.count(joinedWithin)} 天内`,
        first ? '首次下单' : '下单',
        least === undefined ? '' : `满 ${w.money(least)}`,
      )
    }
    case 'registered':
      return '注册时'
    case 'occasion':
      return '每次活动开始时'
    case 'birthday':
      return windowsZh[at.window]
    case 'tier_entered':
      return glued('升级为', tiersText(at.tiers, w), '时')
    case 'checked_in':
      return `连续签到第 ${w.count(at.day)} 天`
    case 'referred':
      return at.to === 'inviter' ? inviterZh[at.pays] : invitedZh[at.pays]
    case 'asleep':
      return `满 ${w.count(at.days)} 天未下单时`
    case 'claimed':
      return '领取时'
  }
}

const inviterZh: Record<ReferralPays, string> = { registered: '每邀请 1 位好友注册', ordered: '每邀请 1 位好友完成首单' }
const invitedZh: Record<ReferralPays, string> = { registered: '受邀注册时', ordered: '受邀后首次下单时' }

function momentEn(at: Moment, w: Wording): string {
  switch (at.kind) {
    case 'order': {
      const { birthday, joinedWithin, first, least } = at
      return [
        first ? 'with the first order' : 'with each order',
        least !== undefined && `from ${w.money(least)}`,
        birthday !== undefined && windowsEn[birthday],
        joinedWithin !== undefined &&
          (joinedWithin === 0
            ? 'on the day of joining'
            : `within ${w.count(joinedWithin)} ${joinedWithin === 1 ? 'day' : 'days'} of joining`),
      ]
        .filter(Boolean)
        .join(' ')
    }
    case 'registered':
      return 'on joining'
    case 'occasion':
      return 'each time it begins'
    case 'birthday':
      return windowsEn[at.window]
    case 'tier_entered':
      return `on reaching ${tiersText(at.tiers, w)}`
    case 'checked_in':
      return `on day ${w.count(at.day)} of a row of check-ins`
    case 'referred':
      return at.to === 'inviter' ? inviterEn[at.pays] : invitedEn[at.pays]
    case 'asleep':
      return `after ${w.count(at.days)} days without an order`
    case 'claimed':
      return 'when claimed'
  }
}

const inviterEn: Record<ReferralPays, string> = {
  registered: 'for each friend who joins',
  ordered: 'for the first order of each friend invited',
}
const invitedEn: Record<ReferralPays, string> = {
  registered: 'on joining by invitation',
  ordered: 'with the first order after an invitation',
}
