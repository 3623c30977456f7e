import type { CampaignTerms, Effect } from '../campaign/campaign'
import type { ProgramDocument } from '../program/document'
import { campaignForMembers } from './campaign'
import { isPrivate, type RulesSection, sentence, withoutHidden } from './member-rules'
import { type Surround, wordingOf } from './wording'

/** A campaign that runs, as members may read of it. */
export type ToldCampaign = { name: string; intro: string; terms: CampaignTerms }

/**
 * The campaigns that run, one line each, as members read them: without those for hidden tiers or by what the merchant
 * keeps of a member, and without what is given to members who stay away. Nothing where there is none.
 */
export function campaignsSection(campaigns: readonly ToldCampaign[], document: ProgramDocument, surround: Surround): RulesSection | null {
  const hidden = new Set(document.ladders.flatMap((ladder) => ladder.tiers.filter((tier) => tier.hidden).map((tier) => tier.id)))
  const w = wordingOf(surround, document)
  const zh = w.language === 'zh'
  const lines = campaigns.flatMap(({ name, intro, terms }) => {
    const open = openTo(terms, hidden)
    if (open === null) return []
    const told = sentence(campaignForMembers(open, w), w)
    return [`${name}${zh ? '：' : ': '}${intro === '' ? told : zh ? `${sentence(intro, w)}${told}` : `${sentence(intro, w)} ${told}`}`]
  })
  return lines.length === 0 ? null : { heading: zh ? '正在进行的活动' : 'Campaigns just now', lines }
}

/** What of a campaign members who are on no hidden tier may read; nothing where that is none of it. */
function openTo({ schedule, audience, effects }: CampaignTerms, hidden: ReadonlySet<string>): CampaignTerms | null {
  const { when, tiers, ...rest } = audience
  if (when !== undefined && isPrivate(when)) return null
  const shown = when === undefined ? true : withoutHidden(when, hidden)
  if (shown === false) return null
  const open = tiers?.filter((tier) => !hidden.has(tier))
  if (open?.length === 0) return null
  const told = effects.flatMap((effect): Effect[] => {
    const { at } = effect
    if (at.kind === 'asleep') return []
    if (at.kind !== 'tier_entered') return [effect]
    const reached = at.tiers.filter((tier) => !hidden.has(tier))
    return reached.length === 0 ? [] : [{ ...effect, at: { ...at, tiers: reached } }]
  })
  if (told.length === 0) return null
  return {
    schedule,
    audience: { ...rest, ...(open === undefined ? {} : { tiers: open }), ...(shown === true ? {} : { when: shown }) },
    effects: told,
  }
}
