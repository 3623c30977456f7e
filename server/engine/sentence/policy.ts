import type { PointsPolicy } from '../points/policy'
import { factorText, type Surround } from './wording'

/** What holds for points, one sentence each: how long they live, what a refund takes, how far bonuses reach. */
export function pointsPolicySentences(policy: PointsPolicy, w: Surround): string[] {
  return [expirySentence(policy, w), clawbackSentence(policy, w), capSentence(policy, w)]
}

function expirySentence({ expiry }: PointsPolicy, w: Surround): string {
  const zh = w.language === 'zh'
  if (expiry.kind === 'never') return zh ? `${w.pointsName}长期有效` : `${capital(w.pointsName)} never expire`
  const count = w.count(expiry.count)
  if (zh) return `${w.pointsName}自获得起 ${count} ${expiry.unit === 'days' ? '天' : '个月'}后过期`
  const unit = expiry.unit === 'days' ? 'day' : 'month'
  return `${capital(w.pointsName)} expire ${count} ${unit}${expiry.count === 1 ? '' : 's'} after they are earned`
}

function clawbackSentence({ clawback }: PointsPolicy, w: Surround): string {
  const zh = w.language === 'zh'
  switch (clawback) {
    case 'allow_debt':
      return zh
        ? `退款时收回对应${w.pointsName}，不够的先欠着，以后获得时抵扣`
        : `A refund takes its ${w.pointsName} back; what is missing is owed and settled by later ones`
    case 'within_balance':
      return zh ? `退款时收回对应${w.pointsName}，最多扣到 0` : `A refund takes its ${w.pointsName} back, down to zero at most`
  }
}

const capSentence = ({ bonusCapBps }: PointsPolicy, w: Surround): string =>
  w.language === 'zh'
    ? `加成后最多为基础${w.pointsName}的 ${factorText(bonusCapBps)} 倍`
    : `With all bonuses, at most ${factorText(bonusCapBps)} times the base ${w.pointsName}`

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
