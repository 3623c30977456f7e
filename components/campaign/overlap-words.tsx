'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { CalendarEntry, Overlap } from '@/server/campaign/views'
import { glued } from '@/server/engine/sentence/condition-zh'
import { factorText } from '@/server/engine/sentence/wording'

/** Says what campaigns of one day mean together, and names them. */
export function useOverlapWords(): (overlap: Overlap, entries: readonly CalendarEntry[]) => string[] {
  const t = useTranslations('campaign.calendar')
  const zh = useLocale() === 'zh'
  const and = zh ? '、' : ', '
  return ({ tier, bonuses, factorBps, capBps, capped, growth, growthBps, discounts }, entries) => {
    const named = (ids: readonly string[]) => ids.flatMap((id) => entries.find((entry) => entry.id === id)?.name ?? []).join(and)
    const who = tier === null ? t('everybody') : zh ? glued(tier, t('everybody')) : t('tier', { tier })
    const from = (best: string, ids: readonly string[]) =>
      ids.length > 1 ? `${best}${zh ? '，' : ', '}${t('of', { names: named(ids) })}` : best
    const said: string[] = []
    if (bonuses.length > 0)
      said.push(from(t(capped ? 'capped' : 'best', { who, factor: factorText(capped ? capBps : factorBps) }), bonuses))
    if (growth.length > 0) said.push(from(t('growth', { who, factor: factorText(growthBps) }), growth))
    if (discounts.length > 1) said.push(t('better', { names: named(discounts) }))
    return said
  }
}
