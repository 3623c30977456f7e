import { CampaignPhase } from '@/server/engine/campaign/campaign'
import { type Asked, oneOf, pageAsk } from '../kit/list-ask'

/** The phases a list can be asked for; those that run unless another is named. */
export const tabs = ['running', 'scheduled', 'awaiting', 'paused', 'ended', 'draft', 'all'] as const
export type Tab = (typeof tabs)[number]
export const tabOf = (asked: string | undefined): Tab => tabs.find((tab) => tab === asked) ?? 'running'

/** What the server is asked for, of an address. */
export function campaignAsk(asked: Asked) {
  const tab = tabOf(oneOf(asked, 'state'))
  return { ...(tab === 'all' ? {} : { phase: CampaignPhase.parse(tab) }), ...pageAsk(asked) }
}

export type CampaignView = 'list' | 'calendar'
export const viewOf = (asked: string | undefined): CampaignView => (asked === 'calendar' ? 'calendar' : 'list')
