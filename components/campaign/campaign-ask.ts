import { CampaignPhase } from '@/server/engine/campaign/campaign'

/** Filters of the list, as they stand in the address. */
export const campaignFilters = ['q'] as const

type Asked = Record<string, string | string[] | undefined>

const one = (asked: Asked, key: string): string => {
  const value = asked[key]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
const whole = (text: string, fallback: number): number => {
  const n = Number(text)
  return Number.isInteger(n) && n > 0 && n <= 100_000 ? n : fallback
}

/** The phases a list can be asked for; those that run unless another is named. */
export const tabs = ['running', 'scheduled', 'awaiting', 'paused', 'ended', 'draft', 'all'] as const
export type Tab = (typeof tabs)[number]
export const tabOf = (asked: string | undefined): Tab | undefined => tabs.find((tab) => tab === asked)

/** What the server is asked for, of an address. */
export function campaignAsk(asked: Asked) {
  const tab = tabOf(one(asked, 'state')) ?? 'running'
  const size = whole(one(asked, 'size'), 20)
  return {
    ...(tab === 'all' ? {} : { phase: CampaignPhase.parse(tab) }),
    search: one(asked, 'q').trim().slice(0, 64),
    page: whole(one(asked, 'page'), 1),
    pageSize: [20, 50, 100].includes(size) ? size : 20,
  }
}

export type CampaignView = 'list' | 'calendar'
export const viewOf = (asked: string | undefined): CampaignView => (asked === 'calendar' ? 'calendar' : 'list')
