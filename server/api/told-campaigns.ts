import { readEffectId } from '@/server/engine/campaign/campaign'
import type { Timeline } from '@/server/engine/program/compile'
import type { CampaignBring, CampaignOutcome, Quote } from '@/server/engine/quote/answer'
import { campaignBringText, campaignOutcomeText } from '@/server/engine/sentence/quote-campaign'
import { type Surround, wordingOf } from '@/server/engine/sentence/wording'
import type { QuoteResponse } from './quote-shapes'

/** What campaigns did to a quote, why others did nothing, and what they bring with the order. */
export function campaignsTold(quote: Quote, timeline: Timeline, surround: Surround): Pick<QuoteResponse, 'campaigns' | 'brings'> {
  const w = wordingOf(surround, { ladders: timeline.newest().ladders })
  const effectOf = (id: string) => {
    const effect = timeline.campaigns.effect(id)
    return effect === undefined ? [] : [effect]
  }
  return {
    campaigns: (quote.campaigns ?? []).flatMap((outcome: CampaignOutcome) =>
      effectOf(outcome.effect).map((effect) => {
        const about = { campaign: idOf(outcome.effect), name: effect.campaign.name, applied: outcome.applied }
        const sentence = campaignOutcomeText(outcome, effect, w)
        return outcome.applied
          ? { ...about, off: outcome.off, split: outcome.split, because: null, detail: null, sentence }
          : { ...about, off: 0, split: [], because: outcome.because, detail: outcome.detail ?? null, sentence }
      }),
    ),
    brings: (quote.brings ?? []).flatMap((bring: CampaignBring) =>
      effectOf(bring.effect).map((effect) => ({
        campaign: idOf(bring.effect),
        name: effect.campaign.name,
        kind: bring.gives.kind,
        ...handedOut(bring),
        sentence: campaignBringText(bring, effect, w),
      })),
    ),
  }
}

const idOf = (effect: string): string => readEffectId(effect)?.campaign ?? ''

/** What a till hands out, where it is something to hand out. */
const handedOut = ({ gives }: CampaignBring): { goods: string | null; sku: string | null; count: number | null } => {
  if (gives.kind === 'goods') return { goods: gives.name, sku: gives.sku ?? null, count: gives.count }
  return { goods: null, sku: null, count: gives.kind === 'chances' ? gives.count : null }
}
