import type { CampaignTerms } from '@/server/engine/campaign/campaign'
import { effectSentence, whoText } from '@/server/engine/sentence/campaign'
import { scopeTexts } from '@/server/engine/sentence/checkout'
import { tellSchedule } from '@/server/engine/sentence/schedule'
import { capital, type Wording } from '@/server/engine/sentence/wording'

type Told = { name: string; terms: CampaignTerms }
export type CampaignChange = { what: 'name' | 'when' | 'who' | 'gives'; before: string | null; after: string | null }

/** What differs between a campaign and the one it follows, in words. What is given is compared one by one. */
export function campaignChanges(before: Told, after: Told, w: Wording): CampaignChange[] {
  const and = w.language === 'zh' ? '，' : ', '
  const told = ({ name, terms }: Told): Record<'name' | 'when' | 'who', string> => ({
    name,
    when: capital(tellSchedule(terms.schedule, w.language)),
    who: capital(
      [whoText(terms.audience, w), ...scopeTexts({ stores: terms.audience.stores, channels: terms.audience.channels }, w)].join(and),
    ),
  })
  const [was, is] = [told(before), told(after)]
  const changed = (['name', 'when', 'who'] as const).filter((what) => was[what] !== is[what])
  const gave = before.terms.effects.map((effect) => effectSentence(effect, w))
  const gives = after.terms.effects.map((effect) => effectSentence(effect, w))
  const gone = gave.filter((sentence) => !gives.includes(sentence))
  const come = gives.filter((sentence) => !gave.includes(sentence))
  return [
    ...changed.map((what): CampaignChange => ({ what, before: was[what], after: is[what] })),
    ...Array.from(
      { length: Math.max(gone.length, come.length) },
      (_, i): CampaignChange => ({ what: 'gives', before: gone[i] ?? null, after: come[i] ?? null }),
    ),
  ]
}
