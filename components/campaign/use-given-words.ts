'use client'

import { useTranslations } from 'next-intl'
import { useFigures, useSetting } from '../kit/figures'

type Given = Record<'points' | 'growth' | 'coupons' | 'goods' | 'chances' | 'off', number>

/** What was given in all as one list, such as `发 45,000 积分、发 320 张优惠券`; what there is nothing of is left out. */
export function useGivenWords(which: 'forecast' | 'effect'): (given: Given & { couponsUsed?: number }) => string {
  const t = useTranslations(`outcome.${which}`)
  const { count, money } = useFigures()
  const { pointsName: name } = useSetting()
  return (given) => {
    const parts = [
      given.points > 0 && t('points', { n: count(given.points), name }),
      given.growth > 0 && t('growth', { n: count(given.growth) }),
      given.coupons > 0 && t('coupons', { n: count(given.coupons), many: given.coupons, used: count(given.couponsUsed ?? 0) }),
      given.goods > 0 && t('goods', { n: count(given.goods), many: given.goods }),
      given.chances > 0 && t('chances', { n: count(given.chances), many: given.chances }),
      given.off > 0 && t('off', { money: money(given.off) }),
    ].filter((part) => part !== false)
    return parts.length === 0 ? '' : t('gives', { list: parts.join(t('and')) })
  }
}
