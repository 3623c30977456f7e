import type { Campaign, CampaignKind, CampaignTerms, Effect, Gives, Moment, Span } from '../campaign/campaign'
import { type Campaigns, campaignsOf } from '../campaign/compile'
import type { Schedule } from '../campaign/schedule'

export const EVERY_DAY: Schedule = { from: '2000-01-01', on: { kind: 'every_day' } }
export const ORDER = { kind: 'order' } as const satisfies Moment
/** Twice the points. */
export const DOUBLE: Gives = { kind: 'points_bonus', bps: 10_000 }

/** One effect, without limits unless some are said. */
export const effectOf = (gives: Gives, at: Moment = ORDER, limits: Effect['limits'] = {}): Effect => ({ at, gives, limits })

export type Running = Partial<CampaignTerms> & { id?: string; kind?: CampaignKind; spans?: Span[]; paused?: boolean }

/** A campaign that was at work all along, for everybody, every day, where nothing else is said. */
export function campaign({ id = 'c', kind = 'double_points', spans, paused = false, ...terms }: Running): Campaign {
  return {
    id,
    root: id,
    kind,
    name: `示例活动 ${id}`,
    terms: { schedule: EVERY_DAY, audience: {}, effects: [effectOf(DOUBLE)], ...terms },
    spans: spans ?? [{ from: 0, until: null, began: 1, stopped: null }],
    paused,
  }
}

/** Campaigns as the engine asks them. */
export const running = (...all: Running[]): Campaigns => {
  const campaigns = all.map(campaign)
  return campaignsOf(campaigns, Math.max(1, ...campaigns.flatMap(({ spans }) => spans.flatMap((s) => [s.began, s.stopped ?? 0]))))
}
