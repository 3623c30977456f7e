'use client'

import { Alert } from 'antd'
import { useTranslations } from 'next-intl'
import type { TemplateState } from '@/server/engine/coupon/template'

/** Why nothing is given of a template as it stands. */
export function NotGiven({ state }: { state: Exclude<TemplateState, 'active'> }) {
  const t = useTranslations('coupon.notGiven')
  return <Alert type="info" showIcon title={t(state)} />
}
