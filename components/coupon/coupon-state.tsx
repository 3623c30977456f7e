'use client'

import { useTranslations } from 'next-intl'
import type { TemplateState } from '@/server/engine/coupon/template'
import { StatusDot, type Tone } from '../kit/status-dot'
import type { CouponLine } from './answers'

const toneOf: Record<TemplateState, Tone> = { draft: 'attention', active: 'good', paused: 'working', ended: 'rest' }

/** How a template stands, as a dot and a word. */
export function TemplateStanding({ state }: { state: TemplateState }) {
  const t = useTranslations('coupon')
  return <StatusDot tone={toneOf[state]}>{t(`states.${state}`)}</StatusDot>
}

const standingTone: Record<CouponLine['standing'], Tone> = {
  usable: 'good',
  not_yet: 'working',
  over: 'rest',
  locked: 'attention',
  used: 'rest',
  withdrawn: 'bad',
}

/** How a member's coupon stands today. */
export function CouponStanding({ standing }: { standing: CouponLine['standing'] }) {
  const t = useTranslations('coupon')
  return <StatusDot tone={standingTone[standing]}>{t(`standings.${standing}`)}</StatusDot>
}
