'use client'

import { useTranslations } from 'next-intl'
import { useFigures } from '../kit/figures'
import { type Starter, startedFrom } from './coupon-starters'

/** A new template as a starter has it, in the page's language and the merchant's money. */
export function useStarted() {
  const t = useTranslations('coupon.starters')
  const { digits } = useFigures()
  const unit = digits === 0 ? 100 : 10 ** digits
  return (starter: Starter | undefined) =>
    startedFrom(
      starter,
      starter
        ? { name: t(`${starter}.name`), note: t(`${starter}.note`), service: t('exchange.service') }
        : { name: '', note: '', service: '' },
      unit,
    )
}
