'use client'

import { useTranslations } from 'next-intl'
import type { CampaignPhase } from '@/server/engine/campaign/campaign'
import { StatusDot, type Tone } from '../kit/status-dot'

export const toneOf: Record<CampaignPhase, Tone> = {
  draft: 'rest',
  awaiting: 'attention',
  scheduled: 'working',
  running: 'good',
  paused: 'attention',
  ended: 'rest',
}

/** How a campaign stands, as a dot and a word. */
export function CampaignStanding({ phase }: { phase: CampaignPhase }) {
  const t = useTranslations('campaign.phases')
  return <StatusDot tone={toneOf[phase]}>{t(phase)}</StatusDot>
}
